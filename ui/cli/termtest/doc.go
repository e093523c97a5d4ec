// Package termtest runs mailgrant's binary in real pseudo-terminals, for the
// few things that only a terminal shows: which queries it receives, which modes
// are left on, and what a signal or a resize does.
//
// It is a separate module, so that the product does not depend on its parts.
package termtest
