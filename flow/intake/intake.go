// Package intake reads what people hold: a pasted text or a file. It recognises
// the formats of Entra, Exchange, browsers and mail programs, the labelled
// values in them, and what a document proves. It draws, logs and keeps nothing,
// and a secret leaves it only as a value.Secret.
package intake

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Format is a kind of document.
type Format string

// The formats. A text of none of them has the format "".
const (
	Mail             Format = "mail"
	Token            Format = "token"
	App              Format = "app"
	ServicePrincipal Format = "service-principal"
	NewSecret        Format = "new-secret"
	SignIns          Format = "sign-ins"
	Audit            Format = "audit"
	HAR              Format = "har"
	Exchange         Format = "exchange"
	Curl             Format = "curl"
	Settings         Format = "settings"
)

// Words name a format in a sentence.
func (f Format) Words() string {
	switch f {
	case Mail:
		return "an e-mail"
	case Token:
		return "a decoded token"
	case App:
		return "an app registration"
	case ServicePrincipal:
		return "an enterprise app (service principal)"
	case NewSecret:
		return "what Microsoft showed when a client secret was made"
	case SignIns:
		return "a sign-in log"
	case Audit:
		return "an audit log"
	case HAR:
		return "a recording of a browser's requests (HAR)"
	case Exchange:
		return "the output of an Exchange command"
	case Curl:
		return "a transcript of curl"
	case Settings:
		return "a file of settings"
	}
	return "a text"
}

// Text is what a text holds.
type Text struct {
	Format Format
	Values []Value // in the order of the text
	Facts  []Fact  // what it proves, the deciding one first
	// Inner is what to read in place of the whole: a mail's decoded body, a log's
	// newest failure, the answers that failed. It may hold secrets. Absent: the
	// text itself.
	Inner value.Secret
	// Claims are those of a decoded token, as JSON; absent without any.
	Claims value.Secret
}

// oneLineEnd makes one kind of line end of all: a terminal pastes them as CR.
var oneLineEnd = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// plain is a text without a terminal's colours, out of UTF-16, with one kind of
// line end.
func plain(txt string) string {
	const enough = 64
	if strings.Contains(txt[:min(len(txt), enough)], "\x00") {
		txt = text.Decode([]byte(txt))
	}
	if strings.Contains(txt, "\r") {
		txt = oneLineEnd.Replace(txt)
	}
	parts := strings.Split(txt, "\x1b[")
	for i, p := range parts[1:] {
		at := strings.IndexFunc(p, func(r rune) bool { return r >= '@' && r <= '~' })
		parts[i+1] = p[at+1:]
	}
	return strings.Join(parts, "")
}

// longestPaste is the length in bytes up to which values are looked for in a
// text without a format: nobody pastes values in a longer one.
const longestPaste = 128 << 10

// mostValues is after how many values the search for more ends.
const mostValues = 200

// Read reads a text. It takes any bytes.
func Read(txt string) Text {
	txt = plain(txt)
	body, isMail := decodedMail(txt)
	packed, isPacked := unpacked(txt)
	if isMail || isPacked {
		body += packed
		t := Read(body)
		if t.Format == "" && isMail {
			t.Format = Mail
		}
		if t.Inner.Absent() {
			t.Inner = value.NewSecret(body)
		}
		return t
	}
	t := document(txt)
	if t.Format == "" && len(txt) <= longestPaste {
		t.Values = append(t.Values, labelledValues(txt)...)
	}
	t.Values = distinct(t.Values)
	t.settle(txt)
	return t
}

// Begins reports the beginning of a document that tells only as a whole: a log's
// export, a recording, a mail.
func Begins(head string) bool {
	head = strings.TrimLeft(plain(head), "\uFEFF \r\n")
	if _, _, kind := tableHead(head); kind != "" {
		return true
	}
	if strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[") {
		return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(head, m) })
	}
	return strings.Contains(head, "-Transfer-Encoding:") || strings.Contains(head, "\nMIME-Version:")
}

// document reads the formats that have a structure of their own.
func document(txt string) Text {
	list := objects(txt)
	if slices.ContainsFunc(list, func(o object) bool { return strings.HasPrefix(o.str("schema"), "mailgrant.") }) {
		return Text{} // a report of our own is no document of somebody else's
	}
	for _, read := range []func([]object) (Text, bool){readHAR, readSignIns, readAudit, readClaims, readApps, readPrincipals, readNewSecret, readExchangeJSON} {
		if t, ok := read(list); ok {
			return t
		}
	}
	for _, read := range []func(string) (Text, bool){readTable, readClaimLines, readSecretList, readPrincipalLines, readExchange, readCurl} {
		if t, ok := read(txt); ok {
			return t
		}
	}
	t := Text{}
	if len(txt) <= longestPaste {
		for _, o := range list[:min(len(list), mostValues)] {
			t.Values = append(t.Values, o.values("")...)
		}
	}
	return t
}

// settle judges the values as a product's settings.
func (t *Text) settle(txt string) {
	if t.Format == "" && structured(txt, t.Values) {
		t.Format = Settings
	}
	if t.Format == Settings || t.Format == Curl || t.Format == "" {
		t.Facts = append(t.Facts, judged(t.Values)...)
	}
}

// distinct drops a value that is there twice.
func distinct(list []Value) []Value {
	type key struct {
		field  finding.FieldID
		text   string
		secret value.Secret
	}
	var out []Value
	places := map[key]int{}
	for _, v := range list {
		k := key{v.Field, strings.ToLower(v.Text), v.Secret}
		at, twice := places[k]
		if !twice {
			places[k] = len(out)
			out = append(out, v)
		} else if out[at].Label == "" {
			out[at].Label, out[at].Set = v.Label, v.Set
		}
	}
	return out
}
