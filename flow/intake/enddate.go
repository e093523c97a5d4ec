package intake

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// endNames name a secret's end in the languages of the portal, in full or by
// their last words.
var endNames = sync.OnceValue(func() []string {
	return strings.Split("expires|expiry|expiry date|expiration|expiration date|expiring|valid until|valid till|valid to|valid through|good until|end date|ends|runs out"+
		"|gültig bis|gültigkeit bis|gueltig bis|ablaufdatum|ablauf|läuft ab|laeuft ab|läuft|laeuft|verfällt|endet|enddatum|gültigkeitsende"+
		"|expire|date d'expiration|jusqu'au|échéance|date de fin"+
		"|caduca|caducidad|vence|vencimiento|válido hasta|válida hasta|valido hasta|expira|expiración|finalización"+
		"|scade|scadenza|valido fino|valida fino|data di fine"+
		"|validade|expiração|término|válido até|válida até|valido até|vencimento"+ //nolint:misspell // Portuguese
		"|verloopt|vervalt|vervaldatum|verloopdatum|geldig tot|geldig tot en met|einddatum"+
		"|wygasa|data wygaśnięcia|ważny do|ważne do|ważna do|termin ważności|data ważności|data końcowa"+
		"|upphör|giltig till|utgångsdatum|går ut"+
		"|истекает|срок действия|срок действия до|действителен до|действует до|дата окончания|годен до"+
		"|有効期限|終了日|失効日|有效期至|有效期|到期时间|到期日期|到期日|到期|过期时间|过期日期|过期|截止日期", "|")
})

// endLinks are the words between the name of an end and its date.
var endLinks = sync.OnceValue(func() []string {
	return strings.Fields("am on at by zum bis until is ist le el il al em op per på dnia au der den the está es est è é är to jest")
})

// dates are dates in any form that people and portals write.
var dates = text.Pattern(`(?i)(?:^|[^\p{N}./-])(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.] ?\d{1,2}[-/.] ?\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}` +
	`|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2}(?:\.|st|nd|rd|th|er|º)?[ -](?:de |of )?\p{L}{3,12}\.?,?[ -](?:de |del )?\d{4}` +
	`|\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?:[^\p{L}\p{N}/]|$|T\d|г)`)

// ends keeps the end dates that a line names, unless its pairs did. The date may
// begin the next line.
func (r *lineReader) ends(line string) {
	if slices.ContainsFunc(r.found, func(v Value) bool { return v.Field == guide.FieldExpires && v.Line == r.at+1 }) {
		return
	}
	if endName(line) != "" && r.at+1 < len(r.lines) {
		line += " " + r.lines[r.at+1]
	}
	for _, m := range dates().FindAllStringSubmatchIndex(line, mostValues) {
		if name := endName(line[:m[2]]); name != "" {
			v := named(guide.FieldExpires, name, line[m[2]:m[3]]) // even if it is no single day: the reader is told
			v.Line = r.at + 1
			r.found = append(r.found, v)
		}
	}
}

// endName is the name of an end with which a text ends; "" for none.
func endName(before string) string {
	before = strings.ReplaceAll(strings.ToLower(before), "’", "'")
	for {
		before = strings.TrimRight(before, " \t:=>|*\"'(–—-")
		at := strings.LastIndexAny(before, " \t") + 1
		if i := slices.IndexFunc(endNames(), func(name string) bool { return endsIn(before, name) }); i >= 0 {
			return endNames()[i]
		}
		if at == 0 || !slices.Contains(endLinks(), before[at:]) {
			return ""
		}
		before = before[:at]
	}
}

// endsIn reports a text that ends in these words. Chinese and Japanese part no
// words.
func endsIn(txt, words string) bool {
	rest, ok := strings.CutSuffix(txt, words)
	last, _ := utf8.DecodeLastRuneInString(rest)
	first, _ := utf8.DecodeRuneInString(words)
	return ok && (!unicode.IsLetter(last) && !unicode.IsDigit(last) || unicode.Is(unicode.Han, first))
}
