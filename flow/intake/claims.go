package intake

import (
	"encoding/json"
	"strconv"
	"strings"

	"mailgrant/flow/value"
)

// readClaims reads the claims of a decoded token: jwt.ms and its like, or a
// program's dump.
func readClaims(list []object) (Text, bool) {
	for _, o := range list {
		if o.has("aud") && claimed(o) {
			return claims(o), true
		}
		if inner := o.sub("payload"); inner.has("aud") {
			return claims(inner), true
		}
	}
	return Text{}, false
}

// claimed reports a claim beside the audience that only tokens have.
func claimed(o object) bool {
	return o.has("exp") || o.has("iss") || o.has("tid") || o.has("appid") || o.has("azp") || o.has("scp")
}

func claims(o object) Text {
	if o["exp"] != nil && o.str("exp") != "" && o["exp"][0] == '"' { // a dump wrote it as text
		if end := moment(o.str("exp")); !end.IsZero() {
			o["exp"] = json.RawMessage(strconv.FormatInt(end.Unix(), 10))
		} else {
			delete(o, "exp")
		}
	}
	if o.has("roles") {
		o["roles"], _ = json.Marshal(strings.Fields(strings.Join(o.strs("roles"), " ")))
	}
	if o.has("scp") {
		o["scp"], _ = json.Marshal(strings.Join(o.strs("scp"), " "))
	}
	body, err := json.Marshal(o)
	if err != nil {
		return Text{}
	}
	return Text{Format: Token, Claims: value.NewSecret(string(body))}
}

// claimNames are the claims that tell something.
var claimNames = strings.Fields("aud iss iat nbf exp appid azp app_displayname idtyp oid roles scp sub tid upn unique_name ver uti preferred_username")

// readClaimLines reads claims that are not JSON: a table with a claim a line, a
// PowerShell list, a Python dictionary.
func readClaimLines(txt string) (Text, bool) {
	if !strings.Contains(txt, "aud") || len(txt) > longestPaste {
		return Text{}, false
	}
	if strings.Contains(txt, "'aud':") {
		plain := strings.NewReplacer("'", `"`, "None", "null", "True", "true", "False", "false").Replace(txt)
		if t, ok := readClaims(objects(plain)); ok {
			return t, true
		}
	}
	o := claimTable(strings.Split(txt, "\n"))
	if len(o) < 3 || !o.has("aud") || !claimed(o) {
		return Text{}, false
	}
	return claims(o), true
}

// claimTable reads lines that begin with a claim's name.
func claimTable(lines []string) object {
	const longestList = 60
	o := object{}
	for i := 0; i < len(lines); i++ {
		name, rest := claimLine(lines[i])
		if name == "" {
			continue
		}
		if rest == "" && i+1 < len(lines) { // a page copied cell by cell
			i++
			rest = strings.TrimSpace(lines[i])
		}
		for from := i; strings.ContainsAny(rest, "[{") && !strings.ContainsAny(rest, "]}") && i+1 < len(lines) && i-from < longestList; { // over several lines
			i++
			rest += " " + strings.TrimSpace(lines[i])
		}
		if cell, _, ok := strings.Cut(rest, "\t"); ok { // jwt.ms adds a column that explains the claim
			rest = cell
		}
		switch name {
		case "roles":
			o[name], _ = json.Marshal(strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" ,;[]{}\"'\r\t", r) }))
		case "scp":
			o[name], _ = json.Marshal(strings.Trim(rest, " \"'\r,"))
		default:
			o[name], _ = json.Marshal(strings.Trim(firstWord(rest), `"',`))
		}
	}
	return o
}

// claimLine splits a line into a claim and its value; "" for another line.
func claimLine(line string) (name, rest string) {
	line = strings.Trim(line, " \t\r|")
	at := strings.IndexAny(line+" ", " \t:=|")
	key := strings.Trim(line[:at], `"'`)
	for _, c := range claimNames {
		if key == c {
			return c, strings.TrimLeft(line[at:], " \t:=|")
		}
	}
	return "", ""
}
