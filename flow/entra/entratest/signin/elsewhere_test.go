//go:build linux || darwin

package signin

import (
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/ui/cli/termtest"
)

// The unmodified mailgrant signs in at a provider that others wrote.
func TestAPersonSignsInElsewhere(t *testing.T) {
	t.Parallel()
	p := elsewhere(t)
	var mem memory
	proxy, ca := lead(t, mem.witness(p))
	s := seat(t, termtest.Options{Args: []string{"setup", "--guide", authCode, "--proxy", proxy, "--ca-file", ca}})
	s.toSignIn(values{support, entratest.ProductRedirect, p.client.ID, p.client.Secret})
	s.pick(loopback)
	s.do(visit(p.Page(s.link())), as(support), press("accept"))
	if told := s.told(); told != "Signed in" {
		t.Errorf("the browser shows %q", told)
	}
	s.At("Prove")
	s.Wait(works)
	s.Wait("Signed in as " + support)
	s.finish()
	s.holdsNone(mem.all(t))
}
