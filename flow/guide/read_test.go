package guide

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestTheBuiltInGuidesHaveNoProblem(t *testing.T) {
	for _, step := range sharedSteps() {
		for _, p := range step().problems {
			t.Error(p)
		}
	}
	for _, g := range builtIn() {
		for _, p := range g().problems {
			t.Error(p)
		}
	}
}

// a guide of each grant, to be broken.
func builtInText(t *testing.T, id string) string {
	t.Helper()
	text, err := os.ReadFile("guides/" + id + Ending)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const (
	robots  = "automation-anywhere-client-credentials"
	person  = "email-this-issue-auth-code"
	consent = "email-this-issue-grant-flow"
)

// TestEachFaultIsNamedWithItsLine breaks one thing of a good guide at a time.
func TestEachFaultIsNamedWithItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		guide    string
		old, new string
		says     string // what is said, at the line where new is; "" for any line
	}{
		"no front matter":                    {robots, "---\nproduct", "product", "must begin with front matter"},
		"front matter without an end":        {robots, "handoff]\n---", "handoff]", "has no end"},
		"a line that is no key":              {robots, "menu: 40", "menu 40", "Write this line as key: value."},
		"an unknown key":                     {robots, "menu: 40", "colour: blue", `no key "colour"`},
		"a key twice":                        {robots, "menu: 40", "product: Again", "product is given twice"},
		"a key missing":                      {robots, "product: Automation Anywhere\n", "", "lacks the key product"},
		"a key without a value":              {robots, "product: Automation Anywhere", "product:", "product has no value"},
		"a value that YAML reads otherwise":  {robots, `choose: "For bots: the Microsoft 365 Outlook Connect action; nobody signs in."`, "choose: For bots: all", "double quotes"},
		"a value whose quotes are open":      {robots, `signs in."`, `signs in.`, "ends with a quote"},
		"an unknown grant":                   {robots, "grant: client-credentials", "grant: password", `grant can't be "password"`},
		"an unknown kind of redirect URI":    {robots, "redirect-uri: none", "redirect-uri: maybe", `redirect-uri can't be "maybe"`},
		"a redirect URI that is needed":      {person, "redirect-uri: required", "redirect-uri: noted", "must be required"},
		"no place where the URI is shown":    {person, "redirect-where: Email This Issue shows it on its OAuth2 Client Credentials screen.\n", "", "lacks the key redirect-where"},
		"a place for no redirect URI":        {robots, "redirect-uri: none", "redirect-uri: none\nredirect-where: On its screen.", "leave this key out"},
		"an unknown cloud":                   {robots, "clouds: [global, usgov]", "clouds: [global, moon]", `no cloud "moon"`},
		"a list without brackets":            {robots, "clouds: [global, usgov]", "clouds: global, usgov", "list in brackets"},
		"a place in the menu that is none":   {robots, "menu: 40", "menu: first", "from 1 to 999"},
		"an unknown step":                    {robots, "keyring, secret", "keyring, secrets", `no step "secrets"`},
		"a step twice":                       {robots, "keyring, secret", "keyring, secret, keyring", `lists "keyring" twice`},
		"a step that no guide is without":    {robots, "consent, keyring", "keyring", "lack consent"},
		"the organization not at the start":  {robots, "[ability, use, tenant, mailbox, portal", "[ability, portal, use, tenant, mailbox", "must come first"},
		"the keyring after the secret":       {robots, "keyring, secret", "secret, keyring", "keyring must come before secret"},
		"consent before the permissions":     {robots, "permissions, consent", "consent, permissions", "permissions must come before consent"},
		"something after the hand-off":       {robots, "prove, keep, handoff]", "prove, handoff, keep]", "must come last"},
		"a sign-in where nobody signs in":    {robots, "secret, prove", "secret, sign-in, prove", "sign-in is for the grant"},
		"people and no sign-in":              {person, "endpoint, sign-in, prove", "endpoint, prove", "sign-in is for the grant"},
		"a consent page without its address": {consent, "secret, endpoint, consent", "secret, consent, endpoint", "endpoint must come before consent"},
		"text before the first section":      {robots, "\n## mailbox", "\nHello.\n\n## mailbox", "before the first section"},
		"a section for no step":              {robots, "## register", "## registre", `no section "registre"`},
		"a section twice":                    {robots, "## secret", "## consent", "is there twice"},
		"an empty section":                   {robots, "## secret\n\n> ! Don't share the Value with anyone.", "## secret\n", "section is empty"},
		"a heading of another rank":          {robots, "## secret", "### secret", "begins with ## and a space"},
		"numbers that don't run on":          {robots, "2. Name: one", "3. Name: one", "Number this entry 2."},
		"two lists of what to do":            {robots, "5. Press Register.", "5. Press Register.\n\nThen:\n\n1. Wait.", "has a numbered list already"},
		"an unknown page of the portal":      {robots, "## secret\n", "## secret\n\nPage: basement\n", `no page "basement"`},
		"an If without a Then":               {person, "- *The redirect URI is refused?* It begins with https://, has 256 characters at most and none of ! $ ' ( ) , ; . Copy it from the product again.", "- *The redirect URI is refused?*", "no Then"},
		"an If that is none":                 {person, "- *The redirect URI is refused?* It", "- The redirect URI is refused. It", "Write this line as"},
		"What if not without a list":         {robots, "## secret\n", "## secret\n\nWhat if not: ask.\n", "comes an empty line"},
		"a sketch without an end":            {robots, "```text\nAccount types   (o) Single tenant only\n                ( ) Multiple Entra ID tenants\nRedirect URI    (leave empty)\n```\n", "```text\nAccount types   (o) Single tenant only\n                ( ) Multiple Entra ID tenants\nRedirect URI    (leave empty)\n", "sketch has no end"},
		"a sketch that is too wide":          {robots, "Redirect URI    (leave empty)", "Redirect URI    (leave empty)" + strings.Repeat(" .", 25), "not wrapped"},
		"an empty sketch":                    {robots, "```text\nPermission       Type          Status\nMail.ReadWrite   Application   Not granted for ...   before\nMail.ReadWrite   Application   Granted for ...       after\n```", "```text\n```", "sketch is empty"},
		"a sketch told twice":                {robots, "and Redirect URI, left empty.", "and more.\n\nIn words: And so on.", "line In words: already"},
		"a + before what can't be added to":  {robots, "```text\nPermission", "+ ```text\nPermission", "+ has no place here"},
		"a value that there is not":          {robots, "such as {app-name}.", "such as {app}.", "no value {app}"},
		"a brace alone":                      {robots, "such as {app-name}.", "such as {app-name.", "no partner"},
		"emphasis":                           {robots, "Press Register.", "*Press* Register.", "Markdown reads it"},
		"a tag":                              {robots, "Press Register.", "Press <b>Register.", "Markdown reads it"},
		"an entity":                          {robots, "Press Register.", "Press &amp; wait.", "Markdown reads it"},
		"a link":                             {robots, "Press Register.", "Press [Register](https://contoso.com).", "Markdown reads it"},
		"an escape sequence":                 {robots, "Press Register.", "Press \x1b[2JRegister.", "U+001B"},
		"a direction mark":                   {robots, "Press Register.", "Press \u202eRegister.", "U+202E"},
		"a character without width":          {robots, "Press Register.", "Press Re\u200bgister.", "U+200B"},
		"a tab":                              {robots, "Redirect URI    (leave", "Redirect URI\t(leave", "U+0009"},
		"a byte that is not UTF-8":           {robots, "Press Register.", "Press \xff Register.", "not UTF-8"},
		"a text that is too long":            {robots, "Press Register.", strings.Repeat("Press. ", 50), "may have 320"},
		"a row with a column too few":        {robots, "| Client ID | {client-id} | |", "| Client ID | {client-id} |", "has 3 columns"},
		"other columns":                      {robots, "| Field | Value | Note |", "| Field | Note | Value |", "in this order"},
		"a table where none is":              {robots, "## secret\n", "## secret\n\n| Field | Value | Note |\n|---|---|---|\n| a | b | c |\n", "no place in the section secret"},
		"a malformed ID":                     {robots, "e2a3a72e-5f79", "e2a3a72e-5f7", "is no GUID"},
		"an ID of another permission":        {robots, "b633e1c5-b582-4048-a93e-9f11b44c7e96", "df021288-bdef-4463-88db-98f22de89214", "is that of User.Read.All"},
		"an ID of the other type":            {robots, "b633e1c5-b582-4048-a93e-9f11b44c7e96", "e383f46e-2787-4529-855e-0e479a3ffac0", "as Delegated permission"},
		"a permission twice":                 {robots, "| `Mail.Send` |", "| `Mail.ReadWrite` |", "is listed already"},
		"a permission of the wrong type":     {robots, "| `Mail.Send` | Application |", "| `Mail.Send` | Delegated |", "has Application permissions only"},
		"an unknown type":                    {robots, "| `Mail.Send` | Application |", "| `Mail.Send` | Both |", `Type can't be "Both"`},
		"an unknown need":                    {robots, "| to send mail |", "| sometimes |", `Needed can't be "sometimes"`},
		"a use that nothing covers":          {robots, "| to send mail |", "| to fetch mail |", "No Mail permission is listed to send mail"},
		"no permissions":                     {robots, "| Permission | Type | Needed | For | ID |\n|---|---|---|---|---|\n| `Mail.ReadWrite` | Application | to fetch mail | fetch, change and move messages | `e2a3a72e-5f79-4c64-b1b1-878b674786c9` |\n| `Mail.Send` | Application | to send mail | send messages | `b633e1c5-b582-4048-a93e-9f11b44c7e96` |\n", "", "permissions lacks its table"},
		"no place for the secret":            {robots, "{secret}", "{client-id}", "one field with the value {secret}; it has 0"},
		"two places for the secret":          {robots, "{client-id}", "{secret}", "it has 2"},
		"a secret among other words":         {robots, "{secret}", "the {secret}", "must be alone"},
		"a value that no step gives":         {robots, "{client-id}", "{token-endpoint}", "Nothing in this guide gives the value {token-endpoint}"},
		"a redirect URI that is not given":   {robots, "{client-id}", "{redirect-uri}", "Nothing in this guide gives"},
		"a cloud without a name":             {robots, ", usgov = Azure US GCC High}", "}", "no name for usgov"},
		"a name for a cloud that is not":     {robots, "usgov = Azure US", "china = Azure US", `"china" is none`},
	} {
		t.Run(name, func(t *testing.T) {
			text := builtInText(t, c.guide)
			at := strings.Index(text, c.old)
			if at < 0 {
				t.Fatalf("the guide lacks %q", c.old)
			}
			first := 1 + strings.Count(text[:at], "\n")
			last := first + strings.Count(c.new, "\n")
			text = strings.Replace(text, c.old, c.new, 1)
			_, problems := Read(c.guide+Ending, text)
			for _, p := range problems {
				if !strings.HasSuffix(p.Says, ".") || len(p.Says) > 300 {
					t.Errorf("no sentence: %s", p)
				}
				if !strings.Contains(p.Says, c.says) {
					continue
				}
				if rule := !strings.Contains(text, "\nsteps: [") || p.Line == 1+strings.Count(text[:strings.Index(text, "\nsteps: [")], "\n")+1; p.Line == 1 || rule || p.Line >= first && p.Line <= last+1 {
					return
				}
				t.Errorf("%s, but it is at %d to %d", p, first, last)
			}
			t.Errorf("nothing says %q: %v", c.says, problems)
		})
	}
}

func TestAllProblemsAreListed(t *testing.T) {
	text := strings.NewReplacer("menu: 40", "colour: blue", "such as {app-name}", "such as {app}", "`Mail.Send` | Application", "`Mail.Send` | Both").Replace(builtInText(t, robots))
	_, problems := Read(robots+Ending, text)
	if len(problems) != 3 || problems[0].Line > problems[1].Line || problems[1].Line > problems[2].Line {
		t.Error(problems)
	}
}

func TestAGuideSaysWhatToDoInTheProduct(t *testing.T) {
	before, rest, _ := strings.Cut(builtInText(t, robots), "- In the bot's")
	_, after, _ := strings.Cut(rest, "## Where")
	_, problems := Read(robots+Ending, before+"\n## Where"+after)
	if len(problems) != 1 || !strings.Contains(problems[0].Says, "what to do in the product then") {
		t.Error(problems)
	}
}

// A sketch of the guide's own is not told in the words of the shared one.
func TestASketchIsToldInItsOwnWords(t *testing.T) {
	const sketch = "```text\nValue   this one\n```\n"
	for own, want := range map[string]string{"": "not Secret ID", sketch: "", sketch + "\nIn words: Copy the Value of {app-name}.\n": "Copy the Value of {app-name}."} {
		g, problems := Read(robots+Ending, strings.Replace(builtInText(t, robots), "## secret\n", "## secret\n\n"+own, 1))
		if says := strings.Join(g.Steps[g.Index(StepSecret)].Spoken, " "); len(problems) > 0 || !strings.Contains(says, want) || want == "" && says != "" {
			t.Errorf("%q: %q, %v", own, says, problems)
		}
	}
}

func TestTheNameOfTheFileIsTheID(t *testing.T) {
	text := builtInText(t, robots)
	for name, id := range map[string]string{"my-desk.md": "my-desk", "a/b/my-desk.md": "my-desk", `C:\guides\my-desk.md`: "my-desk"} {
		if g, problems := Read(name, text); g.ID != id || len(problems) > 0 {
			t.Errorf("%s: %q, %v", name, g.ID, problems)
		}
	}
	for _, name := range []string{"", "my-desk", ".md", "My-Desk.md", "my desk.md", "2desk.md", "desk-.md", "..md", "my.desk.md", strings.Repeat("a", 61) + ".md"} {
		if _, problems := Read(name, text); len(problems) == 0 || problems[0].Line != 1 {
			t.Errorf("%q is taken: %v", name, problems)
		}
	}
}

func TestAFileThatIsTooLargeIsNotRead(t *testing.T) {
	if _, problems := Read("big.md", strings.Repeat("a\n", Longest/2+1)); len(problems) != 1 || !strings.Contains(problems[0].Says, "larger than 256 KiB") {
		t.Error(problems)
	}
}

func TestLineEndsOfWindowsAreTaken(t *testing.T) {
	text := "\uFEFF" + strings.ReplaceAll(builtInText(t, person), "\n", "\r\n")
	g, problems := Read(person+Ending, text)
	want, _ := Find(person)
	if len(problems) > 0 || fmt.Sprint(g.Steps, g.Sheet, g.After) != fmt.Sprint(want.Steps, want.Sheet, want.After) {
		t.Error(problems)
	}
}

// What a vendor writes by hand may be wrapped, and have comments.
func TestTextsMayBeWrapped(t *testing.T) {
	text := strings.Replace(builtInText(t, robots), "> Don't share the Value with anyone: it opens", "<!-- why -->\n\n> Don't share the Value\n> with anyone: it opens", 1)
	text = strings.Replace(text, "1. Above the list of apps, press New registration.\n", "1. Above the list of apps,\n   press New registration.\n\n", 1)
	g, problems := Read(robots+Ending, text)
	want, _ := Find(robots)
	if len(problems) > 0 || fmt.Sprint(g.Steps) != fmt.Sprint(want.Steps) {
		t.Error(problems)
	}
}

// TestAnyFileGetsProblemsOrAGuide changes the guides at random: nothing panics,
// and each problem names a line that there is.
func TestAnyFileGetsProblemsOrAGuide(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	bits := []string{"+ ", "> ", "- ", "1. ", "## ", "---\n", "```", "|", "{", "}", "{cloud:", "*", "?*", "\x00", "\xff", "\u202e", "\n", "\n\n", ": ", "[", "]", "What if not:", "You should see:", "Page:", "Path: "}
	for range 3000 {
		text := builtInText(t, []string{robots, person, consent}[r.IntN(3)])
		for range 1 + r.IntN(4) {
			at, to := r.IntN(len(text)), 0
			to = at + r.IntN(min(60, len(text)-at))
			switch r.IntN(3) {
			case 0:
				text = text[:at] + text[to:]
			case 1:
				text = text[:at] + bits[r.IntN(len(bits))] + text[at:]
			default:
				text = text[:at] + text[to:] + text[at:to]
			}
			if text == "" {
				text = "-"
			}
		}
		_, problems := Read("mutant.md", text)
		lines := 1 + strings.Count(text, "\n")
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.File != "mutant.md" || p.Says == "" {
				t.Fatalf("%s in a text of %d lines:\n%s", p, lines, text)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, id := range []string{robots, person, consent} {
		text, err := os.ReadFile("guides/" + id + Ending)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, problems := Read("mutant.md", text)
		for _, p := range problems {
			if p.Line < 1 || p.Line > 1+strings.Count(text, "\n") {
				t.Error(p)
			}
		}
	})
}

// TestHowToWriteAGuideNamesAllThereIs holds WRITING-A-GUIDE.md to what is read.
func TestHowToWriteAGuideNamesAllThereIs(t *testing.T) {
	page, err := os.ReadFile("../../.github/WRITING-A-GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	words := slices.Concat(guideKeys, grants, inWords(order), []string{differsSection, sourceSection, "noted", "always", "to fetch mail", "to send mail"})
	for _, b := range blades {
		words = append(words, b.name)
	}
	for _, p := range slices.Concat(textPlaces, sheetPlaces, []string{"cloud: global = NAME, ..."}) {
		words = append(words, "{"+p+"}")
	}
	for _, w := range words {
		if !strings.Contains(string(page), "`"+w+"`") && !strings.Contains(string(page), "`## "+w+"`") {
			t.Errorf("it says nothing of %s", w)
		}
	}
}

// TestEveryGuideSaysWhatToHaveReady holds that a guide need not name the step, and may.
func TestEveryGuideSaysWhatToHaveReady(t *testing.T) {
	for _, g := range All() {
		i := g.Index(StepReady)
		if i < 0 || g.Steps[i+1].ID != StepPortal {
			t.Errorf("%s: the step is at %d", g.ID, i)
			continue
		}
		do := strings.Join(g.Steps[i].Do, " ")
		if shows := strings.Contains(do, g.RedirectWhere); !shows || g.Redirect != strings.Contains(do, "redirect URI") {
			t.Errorf("%s: it says of the redirect URI: %q", g.ID, do)
		}
		if !strings.Contains(do, "role") || !strings.Contains(do, "{product}") {
			t.Errorf("%s: %q", g.ID, do)
		}
	}
	text := strings.Replace(builtInText(t, person), "tenant, portal,", "tenant, ready, portal,", 1)
	own, problems := Read("own.md", text+"\n## ready\n\n+ > ! Ask for the key first.\n")
	if s := own.Step(StepReady); len(problems) > 0 || len(s.Do) != len(guideOf(t, person).Step(StepReady).Do) || len(s.Notes) != 1 {
		t.Errorf("named in the steps: %v, %+v", problems, s)
	}
	if _, problems := Read("own.md", strings.Replace(text, "ready, portal, register", "portal, register, ready", 1)); len(problems) == 0 {
		t.Error("it may come after the portal")
	}
}

func TestANoteIsFoldedUnlessItIsMarked(t *testing.T) {
	text := strings.Replace(builtInText(t, robots), "> ! Don't share the Value with anyone.", "> ! Read this.\n\n> Or this.", 1)
	g, problems := Read("own.md", text)
	if s := g.Step(StepSecret); len(problems) > 0 || !slices.Equal(s.Notes, []string{"Read this."}) || !slices.Equal(s.Folded, []string{"Or this."}) {
		t.Errorf("%v: %q, folded %q", problems, s.Notes, s.Folded)
	}
}

func guideOf(t *testing.T, id string) Guide {
	t.Helper()
	g, ok := Find(id)
	if !ok {
		t.Fatal(id)
	}
	return g
}
