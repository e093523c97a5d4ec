package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

func TestTheConsentAddressIsFilledIn(t *testing.T) {
	s := atIn(grantFlow, guide.StepConsent)
	p := page.Of(s)
	if !p.Whole || len(p.Sketch) > 0 || !strings.Contains(p.Link, "/"+goodTenant+"/adminconsent?client_id="+goodClient) || strings.ContainsAny(p.Link, "<> ") {
		t.Errorf("%s, whole %t, with %q", p.Link, p.Whole, p.Sketch)
	}
	v2 := strings.Replace(s.Values.AuthEndpoint, "/adminconsent", "/v2.0/adminconsent", 1)
	s.Values = s.Values.With(guide.FieldAuth, v2)
	if !strings.HasPrefix(page.Of(s).Link, v2+"?") {
		t.Errorf("the chosen ending is lost: %s", page.Of(s).Link)
	}
}

func TestAConsentGivenByHandIsWaitedFor(t *testing.T) {
	const accepted = "I have accepted: wait for it"
	s := atIn(grantFlow, guide.StepConsent)
	if o := page.Of(s).Options; o[0].Label == accepted || o[1].Label != accepted {
		t.Errorf("before the page was opened: %+v", o)
	}
	taken := drive(s, obliging, flow.LinkTaken{})
	if o := page.Of(taken).Options[0]; o.Label != accepted {
		t.Errorf("after its link was taken: %+v", o)
	}
	next, effects := flow.Next(taken, page.Of(taken).Options[0].Event)
	if next.At != guide.StepVerify || next.Wait == 0 {
		t.Errorf("at %s, waits %s", next.At, next.Wait)
	}
	for _, e := range effects {
		if open, opens := e.(flow.OpenURL); opens {
			t.Errorf("it opens %s again", open.URL)
		}
	}
	if back := drive(drive(next, obliging, flow.Leave{}), obliging, flow.Back{}); page.Of(back).Options[0].Label != accepted {
		t.Errorf("on the way back: %+v", page.Of(back).Options[0])
	}
}
