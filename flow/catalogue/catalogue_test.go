package catalogue

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestTheCatalogueIsWhole(t *testing.T) {
	b, err := parse(embedded)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.codes) < 579 || len(b.causes) < 80 {
		t.Errorf("%d codes and %d causes; the facts know 579 codes", len(b.codes), len(b.causes))
	}
}

// TestWhatIsAmbiguousCanBeToldApart: if several causes fit, each says how to
// tell it from the others, and one asks.
func TestWhatIsAmbiguousCanBeToldApart(t *testing.T) {
	several := func(where string, list []Cause) {
		if len(list) < 2 {
			return
		}
		for _, c := range list {
			if c.Entry().Apart == "" {
				t.Errorf("%s: nothing tells %s from the others", where, c)
			}
		}
		if !slices.ContainsFunc(list, func(c Cause) bool { return c.Entry().Ask != "" }) {
			t.Errorf("%s: no question separates %v", where, list)
		}
	}
	for number, c := range all().codes {
		several(strconv.Itoa(number), c.Causes)
		if c.Means == "" || c.Causes[0] == Unknown && len(c.Do) == 0 && c.Family == nil {
			t.Errorf("%d: no meaning, or nothing to do", number)
		}
		if c.Says != "" && len(c.Do) == 0 {
			t.Errorf("%d: says without a do", number)
		}
	}
	for _, s := range slices.Concat(all().signs, all().words) {
		if !s.Firm {
			several(s.Parts[0].Words[0], s.Causes)
		}
	}
}

func TestABrokenEntryNamesItsLine(t *testing.T) {
	const good = "== owners\n\nuser: the person\n\n== causes\n\nlost\n  owner: user\n  says: It is lost.\n  do: Look for it.\nunknown\n  says: No.\n  do: Ask.\n" +
		"== families\n\nkin (user) -> lost\n  do: Wait.\n== codes\n\n50001 One -> lost: It means one.\n50002 Two ~ kin: It means two.\n== wordings\n\nlost!: it is gone\n"
	if _, err := parse(good); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ was, is, says string }{
		"no section of that name":          {"== wordings", "== sayings", ":24: there is no section"},
		"an owner without words":           {"user: the person", "user", ":3: "},
		"an owner twice":                   {"user: the person", "user: the person\nuser: another", ":4: user is here twice"},
		"a cause twice":                    {"unknown\n", "lost\n", ":11: lost is here twice"},
		"a cause of nobody":                {"  owner: user\n", "", `:7: lost: there is no owner ""`},
		"an owner that there is not":       {"  owner: user", "  owner: me", `:7: lost: there is no owner "me"`},
		"an owner twice in one cause":      {"  owner: user", "  owner: user\n  owner: user", ":9: an entry has one such line"},
		"a status that there is not":       {"  owner: user", "  owner: user\n  status: pass", ":9: a status is"},
		"nothing said":                     {"  says: It is lost.\n", "", ":7: lost: it needs a line says"},
		"said twice":                       {"  says: It is lost.", "  says: It is lost.\n  says: It is gone.", ":10: an entry has one such line"},
		"nothing to do":                    {"  do: Look for it.\n", "", ":7: lost: it needs a line says and a line do"},
		"no sentence":                      {"It is lost.", "It is lost", `:9: "It is lost" is no sentence`},
		"a key that there is not":          {"  do: Look", "  try: Look", `:10: no key "try"`},
		"no key":                           {"  do: Look for it.", "  Look for it.", ":10: "},
		"a detail of nothing":              {"== causes\n", "== causes\n  do: Look.\n", ":6: "},
		"a family of no cause":             {"-> lost\n  do", "-> found\n  do", `:16: there is no cause "found"`},
		"a family of nobody":               {"kin (user)", "kin (me)", ":16: "},
		"a family without a do":            {"  do: Wait.\n", "", ":16: a family needs a line do"},
		"a code of no cause":               {"One -> lost", "One -> found", `:20: there is no cause "found"`},
		"a code of no family":              {"Two ~ kin", "Two ~ kith", `:21: there is no family "kith"`},
		"a code twice":                     {"50002 Two", "50001 Two", ":21: 50001 is here twice"},
		"a code that is no number":         {"50001 One", "5000I One", `:20: "5000I" is no number`},
		"a code without a meaning":         {"lost: It means one.", "lost", ":20: "},
		"a code with another arrow":        {"One -> lost", "One >> lost", ":20: "},
		"a code's owner that is none":      {"It means one.", "It means one.\n  owner: me", `:21: there is no owner "me"`},
		"a code's key that is none":        {"It means one.", "It means one.\n  apart: It is.", `:21: no key "apart"`},
		"a rule of no cause":               {"It means one.", "It means one.\n  if alias: found", `:21: there is no cause "found"`},
		"a rule that excludes no cause":    {"It means one.", "It means one.\n  if alias: lost -found", `:21: there is no cause "found"`},
		"a code of Graph's twice":          {"lost!: it is gone", "lost!: it is gone\n== graph\nlost: LostIt\nunknown: Lost_It", ":27: lostit is here twice"},
		"a wording of no cause":            {"lost!: it", "found: it", `:24: there is no cause "found"`},
		"a wording too short":              {"it is gone", "it", ":24: "},
		"a wording of nothing":             {"lost!: it", ": it", ":24: "},
		"a fact without words":             {"lost!: it is gone", "lost!: it is gone\n== facts\nname: (a|b)", ":26: "},
		"a combination without facts":      {"lost!: it is gone", "lost!: it is gone\n== combinations\nlost -> unknown", ":26: "},
		"a combination of no cause":        {"lost!: it is gone", "lost!: it is gone\n== combinations\nlost with name -> found", `:26: there is no cause "found"`},
		"a combination's key that is none": {"lost!: it is gone", "lost!: it is gone\n== combinations\nlost with name\n  apart: It is.", `:27: no key "apart"`},
		"a wording's second question":      {"lost!: it is gone", "lost!: it is gone\n  ask: One?\n  ask: Two?", ":26: an entry has one such line"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, c.was) {
				t.Fatalf("%q is not there to break", c.was)
			}
			_, err := parse(strings.Replace(good, c.was, c.is, 1))
			if err == nil || !strings.HasPrefix(err.Error(), "catalogue.txt"+c.says) {
				t.Errorf("%v; want catalogue.txt%s", err, c.says)
			}
		})
	}
}

// TestNoSentenceIsInTheCatalogueAndInCode: no Go file repeats a long sentence
// of the catalogue. Short ones may recur.
func TestNoSentenceIsInTheCatalogueAndInCode(t *testing.T) {
	said := map[string]Cause{}
	for _, c := range Causes() {
		for _, txt := range append([]string{c.Entry().Says, c.Entry().Plain}, c.Entry().Do...) {
			if len(txt) > 60 {
				said[txt] = c
			}
		}
	}
	for _, room := range []string{".", "check", "explain", "form", "page", "request", "value", "../ui/cli", "../ui/plain", "../ui/run", "../ui/wizard"} {
		files, err := filepath.Glob(filepath.Join("..", room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", room, len(files), err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for txt, c := range said {
				if !strings.HasSuffix(file, "_test.go") && strings.Contains(string(raw), `"`+txt+`"`) {
					t.Errorf("%s says %q again, which the catalogue says of %s", file, txt, c)
				}
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := parse(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

// What passes by itself, or what Microsoft or a network causes, breaks no
// credential.
func TestACauseThatIsNotTheCredentialsDoesNotFailIt(t *testing.T) {
	for cause, e := range all().causes {
		switch e.Owner {
		case "nobody", "microsoft":
			if e.Status == "" || e.Status == Fail {
				t.Errorf("%s, of %s, fails the credential", cause, e.Owner)
			}
		}
	}
}

func TestAWordingHasChoices(t *testing.T) {
	tests := map[string][]Part{
		"it is gone":                  {{Words: []string{"itisgone"}}},
		"(mail|post) was (not )?sent": {{Words: []string{"mail", "post"}}, {Words: []string{"was"}}, {Words: []string{"not", ""}}, {Words: []string{"sent"}}},
		"mail * (not sent|lost)":      {{Words: []string{"mail"}}, {Words: []string{"notsent", "lost"}, Apart: true}},
		"(we|they) gave it":           {{Words: []string{"wegaveit", "theygaveit"}}},
	}
	for words, want := range tests {
		if s, ok := spelled(words); !ok || !reflect.DeepEqual(s.Parts, want) {
			t.Errorf("%q: %v, %t; want %v", words, s.Parts, ok, want)
		}
	}
}
