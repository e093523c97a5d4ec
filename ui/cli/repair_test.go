package cli

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// beyondRepair are the apps that no change in the portal or here can fix.
var beyondRepair = []string{"opaque", "wrong-tenant", "tenant-restrictions"}

func TestPracticeLetsAPersonRepairWhatCanBeRepaired(t *testing.T) {
	t.Parallel()
	world := Here()
	for _, app := range run.PracticeSamples(time.Now(), nil) {
		if app.Cause == "" || slices.Contains(beyondRepair, app.Values.Name) {
			continue
		}
		t.Run(app.Values.Name, func(t *testing.T) {
			ctx := context.Background()
			r, err := world.practise(ctx, wiring{practice: true, limit: time.Minute})
			if err != nil {
				t.Fatal(err)
			}
			defer r.close()
			do := r.hands().Do // one for the session, because it remembers what was opened
			s := drive(ctx, flow.Diagnosis(time.Now(), r.saved()), flow.SelectSaved{Name: app.Values.Name}, do)
			if root, _ := finding.Root(check.Examine(s.AsCase())); root.Cause != app.Cause {
				t.Fatalf("the diagnosis says %s, not %s", root.Cause, app.Cause)
			}
			s = repair(ctx, t, r, do, s)
			if !s.Verified() {
				t.Fatalf("not repaired: %s", check.ReportOf(s.AsCase()).Summary)
			}
			kept(ctx, t, r, do, s)
		})
	}
}

// repair does whatever the practice portal offers, reached by the page's own
// link, and enters the secret that was made there.
func repair(ctx context.Context, t *testing.T, r *rig, do flow.Doer, s flow.State) flow.State {
	t.Helper()
	pg := page.Of(s)
	if pg.Link == "" {
		t.Fatalf("no link to the portal:\n%+v", pg)
	}
	root, _ := finding.Root(check.Examine(s.AsCase()))
	at := r.page(pg.Link)
	made := ""
	for range 4 {
		acts := buttonsOf(post(t, at, nil))
		i := slices.IndexFunc(acts, func(act string) bool { return act != "secret" && act != "localhost" })
		if root.Step == guide.StepSecret || root.Step == guide.StepClientID && len(acts) == 1 || root.Cause == finding.SecretExpiring {
			made = valueOf(post(t, at, url.Values{"act": {"secret"}}))
			break
		}
		if i < 0 {
			break
		}
		post(t, at, url.Values{"act": {acts[i]}})
	}
	if made == "" {
		var again flow.Event = flow.Retry{}
		if slices.ContainsFunc(page.Of(s).Options, func(o page.Option) bool { return o.Event == flow.Poll{} }) {
			again = flow.Poll{}
		}
		return drive(ctx, s, again, do)
	}
	for _, e := range []flow.Event{
		flow.Jump{To: guide.StepValues}, flow.TypedSecret{Secret: value.NewSecret(made)},
		flow.Typed{Field: guide.FieldExpires, Text: time.Now().AddDate(0, 6, -2).Format(time.DateOnly)}, flow.Continue{},
	} {
		s = drive(ctx, s, e, do)
	}
	return s
}

// kept saves the repair if there is one, and checks that the saved credential
// is the repaired one.
func kept(ctx context.Context, t *testing.T, r *rig, do flow.Doer, s flow.State) {
	t.Helper()
	if way := page.Of(s).Options[0].Event; way == (flow.Keep{How: flow.Saved}) {
		s = drive(ctx, s, way, do)
	}
	creds, err := r.openStore()
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := creds.Open(ctx, strings.ToLower(s.Kept))
	if err != nil || secret != s.Values.Secret.Reveal() {
		t.Errorf("what is kept is not what was proven (%v)", err)
	}
}

func post(t *testing.T, at string, form url.Values) string {
	t.Helper()
	answer, err := http.PostForm(at, form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%d, %v: %s", answer.StatusCode, err, body)
	}
	return string(body)
}

var (
	button      = regexp.MustCompile(`name="act" value="([a-z]+)"`)
	portalValue = regexp.MustCompile(`<textarea id="value"[^>]*>([^<]+)<`)
)

func buttonsOf(page string) []string {
	var acts []string
	for _, m := range button.FindAllStringSubmatch(page, -1) {
		acts = append(acts, m[1])
	}
	return acts
}

func valueOf(page string) string {
	m := portalValue.FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}
