package cli

import (
	"context"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

var portalID = regexp.MustCompile(`<dt>Application \(client\) ID</dt><dd id="client-id">([^<]+)<`)

// A guide can be followed in practice by hand: what the portal would show, the
// practice portal shows, with values to copy.
func TestPracticeIsFollowedByHand(t *testing.T) {
	for _, mailbox := range []string{"support@contoso.com", "support@northwindtraders.com"} {
		for _, g := range guide.All() {
			if g.Grant != guide.ClientCredentials {
				continue
			}
			t.Run(g.ID+" "+mailbox, func(t *testing.T) { byHand(t, g, mailbox) })
		}
	}
}

func byHand(t *testing.T, g guide.Guide, mailbox string) {
	ctx := context.Background()
	r, err := Here().practise(ctx, wiring{practice: true, limit: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	do := r.hands().Do
	s := flow.Begin(time.Now(), nil)
	s.Practice = true
	for _, e := range []flow.Event{
		flow.ChoseGuide{ID: g.ID}, flow.ChoseUse{Use: value.Both},
		flow.Jump{To: guide.StepTenant}, flow.Typed{Field: guide.FieldOrganization, Text: mailbox}, flow.Continue{}, flow.ChoseRights{Rights: flow.CanBoth},
	} {
		s = drive(ctx, s, e, do)
	}
	for range 4 {
		if s.Step(s.At).Shows(guide.StepRegister) {
			break
		}
		s = drive(ctx, s, flow.Continue{}, do)
	}
	form := post(t, r.page(page.Of(s).Link), nil)
	if !strings.Contains(form, `value="`+g.AppName+`"`) {
		t.Fatalf("the form does not propose %q:\n%s", g.AppName, form)
	}
	at, err := url.Parse(r.page(page.Of(s).Link))
	if err != nil {
		t.Fatal(err)
	}
	query := at.Query()
	query.Set("name", "My own name")
	at.RawQuery = ""
	overview := post(t, at.String(), query)
	id := portalID.FindStringSubmatch(overview)
	if id == nil || !strings.Contains(overview, "<dd>My own name</dd>") || !strings.Contains(overview, s.Values.Tenant) {
		t.Fatalf("no Overview:\n%s", overview)
	}
	for range 3 {
		if s.Step(s.At).Shows(guide.StepClientID) {
			break
		}
		s = drive(ctx, s, flow.Continue{}, do)
	}
	if list := post(t, r.page(page.Of(s).Link), nil); !strings.Contains(list, "My own name") {
		t.Errorf("the list of apps lacks it:\n%s", list)
	}
	for _, e := range []flow.Event{flow.Typed{Field: guide.FieldClientID, Text: id[1]}, flow.Continue{}, flow.ChoseUse{Use: value.Both}, flow.Continue{}} {
		s = drive(ctx, s, e, do)
	}
	portal := r.page(page.Of(s).Link)
	post(t, portal, url.Values{"act": {"ask"}})
	made := post(t, portal, url.Values{"act": {"secret"}})
	for _, column := range []string{"Description", "Expires", "Value", "Secret ID"} {
		if !strings.Contains(made, "<th>"+column) {
			t.Errorf("no column %s", column)
		}
	}
	s = drive(ctx, s, flow.TypedSecret{Secret: value.NewSecret(html.UnescapeString(valueOf(made)))}, do)
	for range 4 {
		if s.At == guide.StepVerify {
			break
		}
		s = drive(ctx, s, flow.Continue{}, do)
	}
	if root, _ := finding.Root(check.Examine(s.AsCase())); root.Cause != finding.ConsentMissing {
		t.Fatalf("before the consent: %s at %s", root.Cause, s.At)
	}
	post(t, portal, url.Values{"act": {"consent"}})
	if s = drive(ctx, s, flow.Retry{}, do); !s.Verified() {
		t.Errorf("after the consent: %s", check.ReportOf(s.AsCase()).Summary)
	}
}
