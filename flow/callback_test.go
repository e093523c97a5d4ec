package flow_test

import (
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// A redirect is read from whatever was pasted with it.
func TestAnAnswerIsReadAsItWasPasted(t *testing.T) {
	whole := landed(goodRedirect)
	values := strings.TrimPrefix(whole, goodRedirect+"?")
	half := strings.Index(whole, visitCode) + 12
	inState := strings.Index(whole, visitState) + 9
	encoded := strings.ReplaceAll(url.QueryEscape(whole), "+", "%20")
	twice := goodRedirect + "?code=" + url.QueryEscape(strings.ReplaceAll(visitCode, ".", "%2E")) + "&state=" + strings.ReplaceAll(url.QueryEscape(visitState), "-", "%252D")
	for name, text := range map[string]string{
		"as it is":                       whole,
		"escaped for HTML":               strings.ReplaceAll(whole, "&", "&amp;"),
		"escaped for HTML twice":         strings.ReplaceAll(whole, "&", "&amp;amp;"),
		"escaped by number":              strings.ReplaceAll(whole, "&", "&#38;"),
		"in the source of a page":        `<a href="` + strings.ReplaceAll(whole, "&", "&amp;") + `">here</a>`,
		"in angle brackets":              "<" + whole + ">",
		"in quotes":                      `"` + whole + `"`,
		"in single quotes":               "'" + whole + "'",
		"in backquotes":                  "`" + whole + "`",
		"in round brackets, a stop":      "(" + whole + ").",
		"with a stop behind":             whole + ".",
		"with a comma behind":            whole + ",",
		"a link of Markdown":             "[the address](" + whole + ")",
		"a link that shows itself":       "[" + whole + "](" + whole + ")",
		"wrapped in the code":            whole[:half] + "\n" + whole[half:],
		"wrapped by a space":             whole[:half] + " " + whole[half:],
		"wrapped in the state":           whole[:inState] + "\r\n" + whole[inState:],
		"wrapped thrice":                 whole[:20] + "\n  " + whole[20:half] + "\n  " + whole[half:inState] + "\n  " + whole[inState:],
		"quoted in a mail":               "> " + whole[:half] + "\n> " + whole[half:],
		"with words around":              "It went to " + whole + " and then nothing happened.",
		"with words in front, a colon":   "Address: " + whole,
		"in the fragment":                strings.Replace(whole, "?", "#", 1),
		"in the fragment behind a query": strings.Replace(whole, "?", "?lang=en#", 1),
		"with an empty fragment":         whole + "#",
		"the query alone":                values,
		"the query with its mark":        "?" + values,
		"the fragment alone":             "#" + values,
		"the query, escaped":             strings.ReplaceAll(values, "&", "&amp;"),
		"the query in quotes":            `"` + values + `"`,
		"encoded as a whole":             encoded,
		"encoded as a whole twice":       url.QueryEscape(encoded),
		"its values encoded twice":       twice,
		"with a session's state":         whole + "&session_state=0f9e8d7c-6b5a-4938-8271-605f4e3d2c1b#",
		"behind what can't be read":      whole + "&other=%zz;x",
	} {
		t.Run(name, func(t *testing.T) {
			s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack}, flow.Typed{Field: guide.FieldAnswer, Text: text})
			next, effects := flow.Next(s, flow.Continue{})
			if len(next.Problems) > 0 {
				t.Fatalf("%q: %s", text, next.Problems[0].Says)
			}
			redeemed(t, next, effects)
		})
	}
	for name, text := range map[string]string{
		"a code alone":       "code=" + visitCode,
		"a forged state":     strings.ReplaceAll(strings.ReplaceAll(whole, visitState, "forged"), "&", "&amp;"),
		"a part of a state":  strings.ReplaceAll(whole, visitState, visitState[:9]),
		"a state and a word": strings.ReplaceAll(whole, visitState, visitState+"x"),
	} {
		s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack}, flow.Typed{Field: guide.FieldAnswer, Text: text})
		if next, effects := flow.Next(s, flow.Continue{}); len(effects) > 0 || len(next.Problems) != 1 || next.Problems[0].Cause != finding.StateMismatch {
			t.Errorf("%s: %v, %d effects", name, causes(next.Problems), len(effects))
		}
	}
}

// A redirect that was split is complete nevertheless.
func TestAnAnswerIsWholeHoweverItIsSplit(t *testing.T) {
	for text, whole := range map[string]bool{
		"http://localhost/?code=A &state=B": true, "http://localhost/?code=A&state=B and more words": true, "http://localhost/?code=A\n&state=B": true,
		"http://localhost/?error=access_denied &state=B": true, "http://localhost/?code=A": false, "http://localhost/?state=B": false, "code=A state=": false,
	} {
		if flow.HoldsCallback(text) != whole {
			t.Errorf("%q is whole: %v", text, !whole)
		}
	}
}
