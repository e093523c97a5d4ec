package value

import (
	"strings"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// quotePairs are opening and closing quotes, in pairs.
var quotePairs = []string{
	`""`, "''", "``", "“”", "„“", "„”", "””", "‘’", "‚‘", "‚’", "’’", "«»", "»«", "‹›", "›‹", "「」", "＂＂", "´´", "`´",
}

// wrapping removes one layer of quotes or braces around the whole text. Braces
// around a word, as in {tenant}, stay: they mark a placeholder.
func (d *removals) wrapping(txt, braces string) string {
	if txt == "" {
		return txt
	}
	first, i := utf8.DecodeRuneInString(txt)
	last, j := utf8.DecodeLastRuneInString(txt)
	if i+j > len(txt) || first == utf8.RuneError || last == utf8.RuneError {
		return txt
	}
	inner := txt[i : len(txt)-j]
	if pairs(quotePairs, first, last) {
		d.quotes = true
		return inner
	}
	at := strings.IndexRune(braces, first)
	if at < 0 || at%2 == 1 || rune(braces[at+1]) != last || text.PlaceholderWord(inner) {
		return txt
	}
	if i := strings.IndexAny(inner, braces[at:at+2]); i >= 0 && inner[i] == braces[at+1] {
		return txt // two pairs side by side, not one around the whole
	}
	d.braces = true
	return inner
}

func pairs(list []string, first, last rune) bool {
	for _, pair := range list {
		open, size := utf8.DecodeRuneInString(pair)
		end, _ := utf8.DecodeRuneInString(pair[size:])
		if open == first && end == last {
			return true
		}
	}
	return false
}

// labels are the names of values in portals, products, environment files and
// JSON, without case, spaces and punctuation, with a space before and after
// each.
const labels = " clientid applicationid applicationclientid appid azureclientid armclientid mailgrantclientid" +
	" tenantid tenant directoryid directorytenantid azuretenantid armtenantid" +
	" clientsecret clientsecretvalue secret secretvalue value azureclientsecret armclientsecret mailgrantclientsecret" +
	" tokenendpoint tokenendpointurl tokenurl tokenuri accesstokenurl oauth20tokenendpointv2 oauth20tokenendpointv1" +
	" authendpoint authendpointurl authorizationendpoint authorizationurl authurl authority issuer" +
	" oauth20authorizationendpointv2 oauth20authorizationendpointv1 endpoint url" +
	" redirecturi redirecturl redirecturis replyurl callbackurl" +
	" mailbox email emailaddress mail username expires "

// label removes a well-known label from the front: KEY=value or KEY: value,
// with what shells, YAML and JSON put around it. An unknown label stays.
func (d *removals) label(text string) string {
	line := text
	for _, lead := range []string{"export ", "set ", "$env:", "- ", "--"} {
		line = strings.TrimPrefix(line, lead)
	}
	at := strings.IndexAny(line[:min(len(line), 64)], "=:")
	if at <= 0 || !labelled(strings.TrimSpace(line[:at])) {
		return text
	}
	d.named = true
	rest := strings.TrimSpace(line[at+1:])
	for _, end := range []string{`",`, `';`, `";`, `',`} {
		if strings.HasSuffix(rest, end) && strings.HasPrefix(rest, end[:1]) {
			d.trailer = true
			return rest[:len(rest)-1]
		}
	}
	return rest
}

// labelled reports a well-known label, in quotes or not. Anything else before
// it belongs around label and value, and is removed first.
func labelled(key string) bool {
	if key == "" || !strings.Contains(labels, " "+text.Squeeze(key)+" ") {
		return false
	}
	if first := key[0]; first == '"' || first == '\'' {
		return len(key) > 1 && key[len(key)-1] == first
	}
	return IsLDH(key[:1])
}
