package page_test

import (
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

func TestASecretIsDescribedByItsLengthAndLittleElse(t *testing.T) {
	for secret, want := range map[string]string{
		"aB38Q~0123456789012345678901234567890123": "40 characters, begins aB3",
		"x": "1 character",
	} {
		if got := page.Describe(value.NewSecret(secret)); got != want {
			t.Errorf("%q; want %q", got, want)
		}
	}
}

func TestEachStatusHasAWordOfItsOwnEverywhere(t *testing.T) {
	var report, aloud, short []string
	for _, s := range []finding.Status{finding.Pass, finding.Warn, finding.Fail, finding.Undecided, finding.Skip} {
		w := page.WordsFor(s)
		report, aloud, short = append(report, w.Report), append(aloud, w.Aloud), append(short, w.Short)
	}
	for _, words := range [][]string{report, aloud, short} {
		slices.Sort(words)
		if len(slices.Compact(slices.Clone(words))) != 5 || words[0] == "" {
			t.Errorf("the words are %q", words)
		}
	}
}

func TestMovesNameNobodyWhereNobodyIsKnown(t *testing.T) {
	got := page.Moves(finding.Microsoft, []string{"Wait.", "Try again."})
	want := []page.Line{{Label: page.WhoCanFixIt, Text: "Microsoft"}, {Label: page.ToDo, Text: "Wait."}, {Label: page.ToDo, Text: "Try again."}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got := page.Moves("", []string{"Wait."}); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestALineOfTheSheetIsCopiedOrSaysWhyNot(t *testing.T) {
	var s flow.State
	s.Values.Secret = value.NewSecret("aB38Q~0123456789012345678901234567890123")
	differs := s
	differs.Differs = true
	secret := page.SheetLine{Label: "Client secret", Secret: true}
	for name, c := range map[string]struct {
		state flow.State
		line  page.SheetLine
		want  flow.Act // nil: refused
	}{
		"a value":                        {s, page.SheetLine{Label: "Name", Value: "x"}, flow.CopyText{Label: "Name", Text: "x"}},
		"the secret":                     {s, secret, flow.CopySecret{Secret: s.Values.Secret}},
		"a secret another program wrote": {differs, secret, nil},
		"what stays empty":               {s, page.SheetLine{Label: "Scope", Note: "leave it empty"}, nil},
	} {
		got, refused := page.CopyLine(c.state, c.line)
		if (refused != "") != (c.want == nil) || c.want != nil && got != c.want {
			t.Errorf("%s: %+v, %q", name, got, refused)
		}
	}
}
