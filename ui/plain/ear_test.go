package plain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// idPageOf are the answers from the choice of a guide to the client ID.
func idPageOf(more ...string) []string {
	return join([]string{"1"}, tenantPage, notedPage, more)
}

func TestAnEmptyAnswerSaysWhatIsMissing(t *testing.T) {
	for name, c := range map[string]struct {
		script []string
		want   []string
	}{
		"an ID":             {idPageOf(""), []string{"Nothing entered. Type the client ID, or back, help, quit. Client ID: "}},
		"again":             {idPageOf("", ""), []string{"Client ID: Nothing entered. Type the client ID, or back, help, quit. Client ID: Nothing entered."}},
		"a mailbox address": {[]string{"", ""}, []string{"Nothing entered. Type the mailbox address, or back, help, quit. Mailbox address: "}},
		"what was given":    {[]string{"6", "1", ""}, []string{"Nothing entered. Type the organization, or back, help, quit."}},
		"the secret":        {append(slices.Clone(onward), ""), []string{"Nothing entered. Type the client secret, or back, help, quit. Client secret (not shown as you type): "}},
		"a page's address":  {signIn("1", ""), []string{"Nothing entered. Paste the address or message, or press Enter again for the other choices. Address or message: "}},
		"then the choices":  {signIn("1", "", ""), []string{"1) Use what I pasted"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(append(c.script, "quit", "y")...)
			if _, err := s.play(t.Context(), begin()); err != nil {
				t.Fatalf("%v:\n%s", err, s.text())
			}
			said(t, s, c.want...)
			if n := strings.Count(s.text(), "Page 4 of 9: "); n > 1 {
				t.Errorf("the page is read %d times", n)
			}
		})
	}
}

// Back leads from a part of a page to the part before.
func TestBackWithinAPage(t *testing.T) {
	s := newScene(signIn("1", "back", "3", "quit", "y")...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatal(err)
	}
	said(t, s, "Choose 1 to 3 (Enter: Sign in, then paste the address): 3")
	if strings.Contains(s.text(), "You can't go there") {
		t.Error(s.text())
	}
	s = newScene("4", "", "AADSTS7000222", "end", "", "1", "quit")
	_, _ = Run(t.Context(), Terminal{In: s.in, Out: s, Echo: true, Secret: s.secret}, Config{State: begin(), Do: s.do, Start: true})
	said(t, s, "Nothing entered. Paste the message, or back, help, quit.")
}

func TestALineOfTheSheetIsCopiedByItsLabel(t *testing.T) {
	for typed, want := range map[string]string{
		"copy client id":            "Client ID: copied.",
		"COPY  Client   ID":         "Client ID: copied.",
		"copy token":                "Token Endpoint URL: copied.",
		"copy client":               "Several match that: Client ID and Client Secret. Type more of it.",
		"copy client secret":        "Copied the secret for 45 seconds.",
		"copy auth":                 "Nothing to copy: Auth Endpoint URL stays empty.",
		"copy tokne endpoint url":   "There is no such label. Did you mean Token Endpoint URL?",
		"copy 4":                    "There is no such label. The labels are Name, OAuth2 Service Provider,",
		"copy\ncopy\ncopy\ncopy":    "Name: copied. Choose 1 to 2 (Enter: Finish): copy OAuth2 Service Provider: copied. Choose 1 to 2 (Enter: Finish): copy Grant type: copied. Choose 1 to 2 (Enter: Finish): copy Client ID: copied.",
		"copy client secret\ncopy":  "copy Nothing to copy: Auth Endpoint URL stays empty. Token Endpoint URL: copied.",
		"copy token endpoint\ncopy": "copy Name: copied.",
	} {
		s := newScene(join(onward, secretPage, provePage, []string{typed, ""})...)
		if _, err := s.play(t.Context(), begin()); err != nil {
			t.Fatalf("%v:\n%s", err, s.text())
		}
		said(t, s, want)
	}
}

func TestHelpListsTheWordsThatWorkHere(t *testing.T) {
	const always = "again, quit, help"
	for name, c := range map[string]struct {
		script []string
		want   string
	}{
		"before a guide":   {nil, always},
		"the first page":   {[]string{"", "contoso.com", ""}, "more, again, back, pages, request, quit, help"},
		"a field":          {[]string{""}, "where, more, again, back, pages, request, quit, help"},
		"a field in use":   {join([]string{""}, tenantPage, []string{"back", "change"}), "where, more, again, back, pages, request, clear, quit, help"},
		"a portal page":    {join([]string{""}, tenantPage, []string{""}), "where, more, again, back, pages, open, link, copy, request, request keep, quit, help"},
		"a sheet":          {join(onward, secretPage, provePage), "more, again, back, pages, copy, request, quit, help"},
		"a message to ask": {[]string{"6"}, "again, back, quit, help"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(append(slices.Clone(c.script), "help", "quit", "y")...)
			if _, err := s.play(t.Context(), begin()); err != nil && name != "a message to ask" {
				t.Fatalf("%v:\n%s", err, s.text())
			}
			_, list, _ := strings.Cut(s.text(), "Words you can type here:\n")
			var words []string
			for _, c := range commands() {
				if c.says != "" && strings.Contains("\n"+list, "\n"+c.word+": ") && !slices.Contains(words, c.word) {
					words = append(words, c.word)
				}
			}
			if got := strings.Join(words, ", "); got != c.want {
				t.Errorf("%s, want %s, in:\n%s", got, c.want, s.text())
			}
			wellSpoken(t, s.text())
		})
	}
}

// Nothing that a page leaves out is lost: more reads it.
func TestMoreReadsWhatAPageLeavesOut(t *testing.T) {
	flat := func(text string) string { return strings.Join(strings.Fields(clicks(text)), " ") }
	for _, g := range guide.All() {
		state, _ := flow.Next(begin(), flow.ChoseGuide{ID: g.ID})
		for _, step := range state.Steps() {
			state.At = step.ID
			p := page.Of(state)
			s := newScene()
			d := newDialog(t.Context(), Terminal{In: s.in, Out: s, Echo: true}, Config{State: state, Do: s.do})
			if d.read(p); len(p.IfNot) > 0 || len(p.Folded) > 0 {
				holds(t, s, "Type more for: ")
			}
			d.more()
			for _, n := range p.IfNot {
				holds(t, s, flat("If not: "+n.If+"? "+n.Then))
			}
			for _, n := range p.Folded {
				holds(t, s, flat("Note: "+n))
			}
			wellSpoken(t, s.text())
		}
	}
}

func TestAChoiceIsTakenByNumberOrLabel(t *testing.T) {
	for typed, want := range map[string]string{
		"2": "Page 2", "2)": "Page 2", "2.": "Page 2", "register, but": "Page 2", "NEITHER": "Page 2",
		"pagse": "Did you mean pages?", "hlep": "Did you mean help?", "9": "type a number from 1 to 6", "what": "type a number from 1 to 6", "x": "type a number from 1 to 6",
	} {
		s := newScene("", "contoso.com", "", typed, "quit", "y")
		if _, err := s.play(t.Context(), begin()); err != nil {
			t.Fatalf("%v:\n%s", err, s.text())
		}
		said(t, s, want)
	}
}

func TestAWordIsRepeatedInAFieldThatMasks(t *testing.T) {
	s := newScene(idPageOf("fill", "help", "quit", "y")...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatal(err)
	}
	said(t, s, "Client ID: fill", "Client ID: help")
}

func TestAMistypedWordInAFieldIsNoticed(t *testing.T) {
	s := newScene(idPageOf("bck", "quit", "y")...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	said(t, s, "If you meant the word back, type it now.")
}

// The readings of a refused value are choices at its own question.
func TestTheReadingsOfAValueAreChoices(t *testing.T) {
	const v1 = "https://login.microsoftonline.com/" + tenantID + "/oauth2/token"
	for _, answer := range []string{"", "1", endpoint} {
		s := newScene(idPageOf(clientID, v1, answer, "quit", "y")...)
		state, err := s.play(t.Context(), begin())
		if err != nil || state.Values.TokenEndpoint != endpoint {
			t.Fatalf("%v, %s:\n%s", err, state.Values.TokenEndpoint, s.text())
		}
		d := newDialog(t.Context(), Terminal{In: s.in, Out: s}, Config{State: begin(), Do: s.do})
		if asked := d.ofField(guide.FieldOf(guide.FieldExpires), make([]page.Option, 2)); asked != "Expires (optional, choose 1 to 2, or type it again, Enter: leave it empty): " {
			t.Error(asked)
		}
		said(t, s, "Use the corrected one: "+endpoint+" Token endpoint (Enter: use the corrected one, or type it again): ")
	}
}

func TestAWaitIsSaidAtItsBeginningAndItsEnd(t *testing.T) {
	s := newScene("", "contoso.com", "", "", "quit", "y")
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatal(err)
	}
	said(t, s, "Asking Microsoft which tenant this is. Type stop to stop waiting. The wait is over. Found.")
	s = newScene("", "contoso.com", "", "stop", "quit", "y")
	s.hang = true
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatal(err)
	}
	said(t, s, "Type stop to stop waiting. You stopped the wait.")
}

// Who comes back to a result hears it first, and its checks on demand.
func TestAResultIsHeardBeforeItsChecks(t *testing.T) {
	s := newScene(join(onward, secretPage, []string{"back", "page 8", "more", "again", "quit", "y"})...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(s.text(), "Page 8 of 9")
	if len(pages) != 4 {
		t.Fatalf("it is read %d times:\n%s", len(pages)-1, s.text())
	}
	brief, more, _ := strings.Cut(pages[2], ": more\n")
	if !strings.Contains(brief, "Result: It works.") || strings.Contains(brief, "ok: ") || !strings.Contains(brief, "Type more for: every check.") {
		t.Errorf("it begins:\n%s", brief)
	}
	for _, full := range []string{pages[1], more, pages[3]} {
		if !strings.Contains(full, "ok: network") {
			t.Errorf("it lacks the checks:\n%s", full)
		}
	}
	wellSpoken(t, s.text())
}

func TestASketchIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		sketch []string
		want   string
	}{
		"labels and values": {[]string{"Domain   contoso.com", "Cloud    Microsoft 365"}, "Domain: contoso.com | Cloud: Microsoft 365"},
		"signs":             {[]string{"Types   (o) Single", "        ( ) Several", "[x] Read   No", "ID   1f2e   <- this one"}, "Types: Single, chosen | Several, not chosen | Read, ticked: No | ID, 1f2e, this one"},
		"a pointer up":      {[]string{"Expires      Value              Secret ID", "5/21/2027    aB38Q~...  [copy]  1f2e", "             ^ this one         ^ not this one"}, "Expires, Value, Secret ID | 5/21/2027, aB38Q~..., [copy], 1f2e | Value: this one, Secret ID: not this one"},
	} {
		var says []string
		for _, p := range drawing(page.Page{Sketch: c.sketch}) {
			says = append(says, p.text)
		}
		if got := strings.Join(says, " | "); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := drawing(page.Page{Sketch: []string{"a"}, Spoken: []string{"Copy the Value."}, Do: []string{"x"}}); len(got) != 1 || got[0].text != "Copy the Value." {
		t.Error(got)
	}
}

func TestARequestIsSaidWithoutItsMarks(t *testing.T) {
	var says []string
	for _, p := range unmarked("# Request: help\n\n## Who\n- **An** `owner`.\n1. Press Add.\n\n| Name | Type |\n|---|---|\n| `Mail.Send` | Application |\n\nDone.\n") {
		says = append(says, p.text)
	}
	if got := strings.Join(says, " | "); got != "Request: help | Who | An owner. | Step 1: Press Add. | Name: Mail.Send, Type: Application. | Done." {
		t.Error(got)
	}
}
