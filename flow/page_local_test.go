package flow_test

import (
	"regexp"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/wire"
)

// commands matches those that accept --practice.
var commands = regexp.MustCompile(`mailgrant (check|setup|diagnose|list|remove|copy|show)\b[^.\n]*`)

// practising are sessions at every step of every guide, in practice and over SSH.
func practising(t *testing.T) map[string]flow.State {
	all := map[string]flow.State{}
	for _, g := range guide.All() {
		for _, step := range g.Pages {
			s := atIn(g.ID, step.ID)
			all[g.ID+" "+string(step.ID)] = s
			if step.ID == guide.StepSignIn {
				all[g.ID+" pasting"] = drive(s, obliging, flow.SignIn{Method: wire.PasteBack})
				visiting, _ := flow.Next(s, flow.SignIn{Method: wire.Loopback})
				visiting, _ = flow.Next(visiting, flow.BrowserFlowStarted{Attempt: visiting.Attempt, Flow: wire.BrowserFlow{URL: "https://login.microsoftonline.com/x/oauth2/v2.0/authorize?client_id=1", Redirect: loopback}})
				all[g.ID+" visiting"] = visiting
			}
			if step.ID == guide.StepVerify {
				for _, how := range []flow.Outcome{flow.Saved, flow.KeptNone} {
					all[g.ID+" "+string(how)] = drive(s, obliging, flow.Keep{How: how})
				}
				left := s
				left.Kept = "contoso"
				all[g.ID+" kept none, after one that was left"] = drive(left, obliging, flow.Keep{How: flow.KeptNone})
			}
		}
	}
	all["polling"] = polling(2)
	all["a message"] = drive(flow.Begin(today, nil), obliging, flow.StartExplain{}, flow.Typed{Field: guide.FieldMessage, Text: "AADSTS7000222"}, flow.Continue{})
	all["a diagnosis"] = drive(flow.Diagnosis(today, pendingCredentials()), refusing(7000222), flow.SelectSaved{Name: "waits"})
	left := at(guide.StepVerify)
	left.Practice = true
	left, _ = flow.Next(left, flow.Keep{How: flow.Saved})
	all["a save that was left"], _ = flow.Next(left, flow.Leave{})
	differing := drive(flow.Diagnosis(today, pendingCredentials()), obliging, flow.SelectSaved{Name: "waits"})
	differing.Differs, differing.MinDays, differing.Values.Expires = true, 30, ""
	all["a secret that differs, without an end date"] = differing
	for name, s := range all {
		s.Practice, s.Remote = true, true
		all[name] = s
	}
	return all
}

// In practice every address of a page leads to practice's own, and every named
// command works there.
func TestPracticeLeadsNowhereElse(t *testing.T) {
	at := func(string) string { return "http://127.0.0.1:1/practice" }
	links := 0
	for name, s := range practising(t) {
		p := page.Of(s).Local(at)
		addresses := []string{p.Link}
		for _, m := range p.Meanings {
			addresses = append(addresses, m.Lookup)
		}
		for _, a := range addresses {
			if a != "" && !strings.HasPrefix(a, "http://127.0.0.1:1/") {
				t.Errorf("%s leads to %s", name, a)
			}
		}
		if p.Link != "" {
			links++
			if !strings.Contains(page.Tunnel(s.Settings, p.Link), "ssh -L 1:localhost:1") {
				t.Errorf("%s does not say how to reach its page over SSH", name)
			}
		}
		texts := append([]string{p.Request, page.LocalText(s.Request(), at)}, p.Lead...)
		texts = append(append(texts, p.Notes...), p.Do...)
		texts = append(texts, p.After...)
		for _, o := range p.Options {
			texts = append(texts, o.Label, o.Note)
		}
		for _, f := range append(p.Problems, p.Checks...) {
			texts = append(append(texts, f.Says), f.Do...)
		}
		for _, text := range texts {
			for _, command := range commands.FindAllString(text, -1) {
				if !strings.Contains(command, "--practice") {
					t.Errorf("%s names a command that does not practise: %s", name, command)
				}
			}
			if strings.Contains(text, "<https://") {
				t.Errorf("%s has a real address: %s", name, text)
			}
		}
		for _, l := range p.Sheet {
			if strings.Contains(l.Value, "127.0.0.1") {
				t.Errorf("%s: a value of the sheet is practice's own: %s", name, l.Value)
			}
		}
	}
	if links < 20 {
		t.Errorf("%d pages with a link: too few to tell", links)
	}
	if p := page.Of(atIn(clientCredentials, guide.StepRegister)).Local(nil); !strings.HasPrefix(p.Link, "https://entra.microsoft.com/") {
		t.Errorf("outside practice the link is %s", p.Link)
	}
}
