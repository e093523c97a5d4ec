// Package termtest runs mailgrant's binary in real pseudo-terminals, for the
// few things that only a terminal shows: what is asked of it, what is left
// switched on, what a signal or a resize does.
//
// It is a module of its own, so that the product depends on none of its parts.
package termtest
