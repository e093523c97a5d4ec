package intake

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// endWords name a secret's end in the languages of the portal. A date follows
// them, or a colon.
const endWords = `expires|expiry(?: date)?|expiration(?: date)?|expiring|valid (?:until|till|to|through)|good until|end date|ends on|runs out` +
	`|gültig(?:keit)? bis(?: zum)?|gueltig bis|ablaufdatum|ablauf|abgelaufen|läuft ab|laeuft ab|läuft|laeuft|verfällt|endet|enddatum|gültigkeitsende` +
	`|expire|date d['’]expiration|valable jusqu['’]au|valide jusqu['’]au|échéance|date de fin` +
	`|caduca|(?:fecha de )?caducidad|vence|(?:fecha de )?vencimiento|v[áa]lid[oa] hasta|expira|(?:fecha de )?(?:expiración|finalización)` +
	`|scade|(?:data di )?scadenza|valid[oa] fino al?|data di fine` +
	`|(?:data de )?(?:validade|expiração|término)|v[áa]lid[oa] até|data de vencimento` +
	`|verloopt|verval(?:datum|t)|verloopdatum|geldig tot(?: en met)?|einddatum` +
	`|wygasa|data wygaśnięcia|ważn[yea] do|(?:termin|data) ważności|data końcowa` +
	`|upphör|giltig till|utgångsdatum|går ut` +
	`|истекает|срок действия(?: до)?|действител[а-я]+ до|действует до|дата окончания|годен до`

// wideEndWords need nothing before them: their languages part no words.
const wideEndWords = `有効期限|終了日|失効日|有效期至|有效期|到期时间|到期日期|到期日|到期|过期时间|过期日期|过期|截止日期`

// dateForm is a date in any form that people and portals write.
const dateForm = `\d{4}[-/.]\d{1,2}[-/.]\d{1,2}` +
	`|\d{1,2}[-/.] ?\d{1,2}[-/.] ?\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}` +
	`|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日` +
	`|\d{1,2}(?:\.|st|nd|rd|th|er|º)?[ -](?:de |of )?\p{L}{3,12}\.?,?[ -](?:de |del )?\d{4}` +
	`|\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}`

// endOf finds an end date behind its name. The value of a name in one line may
// begin the next.
var endOf = text.Pattern(`(?i)(?:(?:^|[^\p{L}\p{N}])(` + endWords + `)|(` + wideEndWords + `))` +
	`[\s:=>|*"'(–—-]*(?:(?:am|on|at|bis|until|is|ist|le|el|il|em|in data|op|per|på|dnia|au|al|der|den|the|está|es|est|è|é|är|to|jest)[\s:]+){0,2}["'*]*(` + dateForm + `)(?:[^\p{L}\p{N}/]|$|T\d|г)`)

var endName = text.Pattern(`(?i)^(?:` + endWords + `|` + wideEndWords + `)(?: (?:on|am|le|el|il|em|op|dnia|på))?$`)

// ends keeps the end dates that a line names, unless its pairs did.
func (r *lineReader) ends(line string) {
	if slices.ContainsFunc(r.found, func(v Value) bool { return v.Field == guide.FieldExpires && v.Line == r.at+1 }) {
		return
	}
	if endName().MatchString(strings.Trim(line, " \t:*")) && r.at+1 < len(r.lines) {
		line = strings.Trim(line, " \t:*") + ": " + strings.TrimLeft(r.lines[r.at+1], ": \t")
	}
	for _, m := range endOf().FindAllStringSubmatch(line, mostValues) {
		r.add(named(guide.FieldExpires, m[1]+m[2], m[3]))
	}
}

// dated reports a date that can be read, or that can mean two days.
func dated(txt string) bool {
	_, _, problem := value.ParseEnd(txt, time.Time{})
	return problem == nil || TwoDays(txt)
}

// TwoDays reports a date that can mean two days.
func TwoDays(txt string) bool {
	_, readings, _ := value.ParseEnd(txt, time.Time{})
	return len(readings) > 1
}
