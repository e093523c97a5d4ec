package flow_test

import (
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestEveryStepOfAGuideIsOnOnePage holds the pages of a session to the guide's
// steps: each is on one page, the pages are in the guide's order, and few.
func TestEveryStepOfAGuideIsOnOnePage(t *testing.T) {
	for _, g := range guide.All() {
		s := begunIn(g.ID)
		pages, most := s.Steps(), 11
		if g.ID == clientCredentials {
			most = 9
		}
		t.Logf("%s: %d steps on %d pages", g.ID, len(g.Steps), len(pages))
		if len(pages) > most {
			t.Errorf("%s has %d pages, more than %d", g.ID, len(pages), most)
		}
		last := -1
		for _, p := range pages {
			if at := g.Index(p.ID); at <= last {
				t.Errorf("%s: %s comes too early", g.ID, p.ID)
			} else {
				last = at
			}
		}
		for _, step := range g.Steps {
			var on []finding.StepID
			for _, p := range pages {
				if p.Shows(step.ID) {
					on = append(on, p.ID)
				}
			}
			if len(on) != 1 || s.Step(step.ID).ID != on[0] {
				t.Errorf("%s: %s is on %v", g.ID, step.ID, on)
			}
		}
	}
}

// An index entry of an earlier version names a step that has no page of its own
// any more.
func TestAStepWithoutAPageIsResumedOnTheOneThatShowsIt(t *testing.T) {
	for old, want := range map[finding.StepID]finding.StepID{
		guide.StepPortal: guide.StepRegister, guide.StepEndpoint: guide.StepClientID, guide.StepKeyring: guide.StepSecret, "no-such-step": guide.StepTenant,
	} {
		s := flow.Begin(today, []string{"waits"})
		s.Pending = pendingCredentials()[:1]
		s.Pending[0].Guide, s.Pending[0].ResumeAt = clientCredentials, old
		if s = drive(s, obliging, flow.Resume{Name: "waits"}); s.At != want || s.Busy() {
			t.Errorf("%s: at %s, %s", old, s.At, s.Phase)
		}
	}
}

func TestTheKeyringIsTriedBeforeTheSecretAndShownOnlyWhereItFails(t *testing.T) {
	consented := at(guide.StepConsent)
	probing, effects := flow.Next(consented, flow.Continue{})
	if len(effects) != 1 || probing.Phase != flow.Probing || page.Of(probing).Waiting == "" {
		t.Fatalf("asked for %v, %s", effects, probing.Phase)
	}
	if s := drive(probing, obliging, flow.KeyringSeen{Attempt: probing.Attempt}); s.At != guide.StepSecret || s.Index(guide.StepKeyring) != s.Index(guide.StepSecret) {
		t.Errorf("it works: at %s, %d pages", s.At, len(s.Steps()))
	}
	locked := drive(consented, keyringless, flow.Continue{})
	left, _ := flow.Next(probing, flow.Leave{})
	for name, s := range map[string]flow.State{"locked": locked, "left": left} {
		pages := len(s.Steps())
		if s.At != guide.StepKeyring || len(page.Of(s).Problems) != 1 || pages != len(consented.Steps())+1 {
			t.Fatalf("%s: at %s with %d pages", name, s.At, pages)
		}
		if again := drive(s, obliging, flow.Retry{}); again.At != guide.StepSecret || len(again.Steps()) != pages-1 || again.Reached != again.Index(guide.StepSecret) {
			t.Errorf("%s, then it works: at %s, reached %d of %d", name, again.At, again.Reached, len(again.Steps()))
		}
		end := walk(drive(s, keyringless, flow.Continue{}), keyringless, guide.StepVerify)
		if slices.Contains(end.Ways(), flow.Saved) {
			t.Errorf("%s: it can be saved", name)
		}
		end = drive(end, obliging, flow.Retry{Keyring: true})
		if end.At != guide.StepVerify || end.Reached != end.Index(guide.StepVerify) || !slices.Contains(end.Ways(), flow.Saved) {
			t.Errorf("%s, and it works at last: at %s, reached %d, %v", name, end.At, end.Reached, end.Ways())
		}
	}
	if s := drive(dryRun(at(guide.StepConsent)), never(t), flow.Continue{}); s.At != guide.StepSecret {
		t.Errorf("a dry run is at %s", s.At)
	}
}

func TestAFoundOrganizationIsConfirmedByTheRights(t *testing.T) {
	found := drive(at(guide.StepTenant), obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"}, flow.Continue{})
	if s, _ := flow.Next(found, flow.Continue{}); s.At != guide.StepTenant {
		t.Errorf("without an answer it goes on to %s", s.At)
	}
	for rights, want := range map[form.Rights]finding.StepID{
		flow.CanBoth: guide.StepReady, flow.CanRegister: guide.StepReady, flow.CantSay: guide.StepReady, flow.CanNeither: guide.StepUse,
	} {
		if s, _ := flow.Next(found, flow.ChoseRights{Rights: rights}); s.At != want || s.Values.Rights != rights {
			t.Errorf("%s: at %s", rights, s.At)
		}
	}
	if s, _ := flow.Next(at(guide.StepTenant), flow.ChoseRights{Rights: flow.CanBoth}); s.Values.Rights != "" || s.At != guide.StepTenant {
		t.Error("an organization that is not known yet is confirmed")
	}
}

// The use is chosen on the page of the permissions, and the earlier choice is
// the usual one.
func TestThePermissionsSayWhatEachUseLeavesOut(t *testing.T) {
	s := at(guide.StepPermission)
	s.Values.Use = value.Incoming
	p := page.Of(s)
	if o := p.Options[p.Usual()]; o.Label != "Continue: it only fetches" || o.Note != "leave out Mail.Send" || o.Event != (flow.ChoseUse{Use: value.Incoming}) {
		t.Errorf("the usual one: %+v", o)
	}
	if len(p.Options) != 3 || len(p.Permissions) != 3 || !p.Settled || page.Needed(p.Permissions[0]) != "always: find the mailboxes by address" {
		t.Errorf("%+v", p)
	}
	if s, _ = flow.Next(s, flow.ChoseUse{Use: value.Outgoing}); s.At != guide.StepConsent || s.Values.Use != value.Outgoing {
		t.Errorf("at %s, to %s", s.At, s.Values.Use.Words())
	}
}

// An endpoint as mailgrant builds it needs no attention.
func TestOnlyAChangedEndpointIsNotDerived(t *testing.T) {
	s := atIn(authCode, guide.StepClientID)
	if p := page.Of(s); !slices.Equal(p.Fields, []finding.FieldID{guide.FieldClientID, guide.FieldAuth, guide.FieldToken}) || !slices.Equal(p.Derived, p.Fields[1:]) {
		t.Errorf("%v, derived %v", p.Fields, p.Derived)
	}
	s = drive(s, obliging, flow.Typed{Field: guide.FieldToken, Text: goodEndpoint + "/"})
	if got := page.Of(s).Derived; !slices.Equal(got, []finding.FieldID{guide.FieldAuth}) {
		t.Errorf("one changed: derived %v", got)
	}
}

// What somebody sent is entered on one page, looked up where that is needed, and
// tested.
func TestGivenValuesAreTestedFromOnePage(t *testing.T) {
	values := drive(flow.Begin(today, nil), obliging, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: clientCredentials},
		flow.Typed{Field: guide.FieldClientID, Text: goodClient}, flow.TypedSecret{Secret: value.NewSecret(canary)})
	if values.At != guide.StepValues {
		t.Fatalf("it begins at %s", values.At)
	}
	both := flow.ChoseUse{Use: value.Both}
	refused := drive(values, never(t), both)
	if !slices.Equal(causes(refused.Problems), []finding.Cause{finding.TenantMalformed}) {
		t.Errorf("without an organization: %v", causes(refused.Problems))
	}
	unreached := func(e flow.Effect) flow.Event {
		if l, ok := e.(flow.LookUpTenant); ok {
			return flow.TenantSeen{Attempt: l.Attempt, Cloud: l.Cloud, Discovery: wire.Discovery{Reply: failed(wire.DNS)}}
		}
		return obliging(e)
	}
	for name, c := range map[string]struct {
		do           func(flow.Effect) flow.Event
		typed        flow.Typed
		again        bool
		tenant, mail string
	}{
		"a mailbox":                     {obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"}, false, goodTenant, "support@contoso.com"},
		"a tenant ID":                   {obliging, flow.Typed{Field: guide.FieldOrganization, Text: goodTenant}, false, goodTenant, ""},
		"an endpoint alone":             {obliging, flow.Typed{Field: guide.FieldToken, Text: goodEndpoint}, false, goodTenant, ""},
		"a domain's endpoint":           {obliging, flow.Typed{Field: guide.FieldToken, Text: "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"}, false, goodTenant, ""},
		"a domain that is not found":    {only(nil), flow.Typed{Field: guide.FieldOrganization, Text: "contoso.com"}, true, "", ""},
		"a domain, without the network": {unreached, flow.Typed{Field: guide.FieldOrganization, Text: "contoso.com"}, true, "contoso.com", ""},
	} {
		s := drive(values, c.do, c.typed, both)
		if c.again {
			if s.At != guide.StepValues || len(s.Problems) != 1 || page.Of(s).Options[0].Event != (flow.Retry{}) {
				t.Errorf("%s: at %s, %v", name, s.At, causes(s.Problems))
			}
			s = drive(s, c.do, both)
		}
		mail := ""
		if len(s.Values.Mailboxes) > 0 {
			mail = s.Values.Mailboxes[0]
		}
		if s.Values.Tenant != c.tenant || mail != c.mail || (s.At == guide.StepVerify) != (c.tenant != "") {
			t.Errorf("%s: at %s, tenant %q, mailbox %q", name, s.At, s.Values.Tenant, mail)
		}
	}
	changed := drive(values, obliging, flow.Typed{Field: guide.FieldToken, Text: goodEndpoint}, both, flow.Back{}, flow.Typed{Field: guide.FieldToken, Text: value.TokenEndpoint(value.Global, secretID)}, both)
	if changed.Values.Tenant != secretID || changed.At != guide.StepVerify {
		t.Errorf("another endpoint: at %s, tenant %s", changed.At, changed.Values.Tenant)
	}
}

// A mailbox that a diagnosis asks for stays, though the organization is looked up
// after it was typed.
func TestADiagnosisKeepsTheMailboxBesideTheOrganization(t *testing.T) {
	s := drive(flow.Diagnosis(today, nil), obliging, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: clientCredentials},
		flow.Typed{Field: guide.FieldMailbox, Text: "sales@contoso.com"}, flow.Typed{Field: guide.FieldOrganization, Text: "contoso.com"}, flow.ChoseUse{Use: value.Both})
	if s.At != guide.StepVerify || !slices.Equal(s.Values.Mailboxes, []string{"sales@contoso.com"}) {
		t.Errorf("at %s with %v", s.At, s.Values.Mailboxes)
	}
}

// Whoever goes back from the consent page has not said that it is granted.
func TestAConsentIsOpenUntilItIsSaidToBeGranted(t *testing.T) {
	s := at(guide.StepConsent)
	s.Reached = s.Index(guide.StepConsent)
	back, _ := flow.Next(s, flow.Back{})
	on := drive(s, obliging, flow.Continue{}, flow.Back{}, flow.Back{})
	for want, s := range map[finding.Status]flow.State{finding.Warn: back, finding.Pass: on} {
		if got := page.StepStatuses(s)[s.Index(guide.StepConsent)]; got != want {
			t.Errorf("%q at %s, want %q", got, s.At, want)
		}
	}
}
