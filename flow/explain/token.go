package explain

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Token holds the claims of an access token: for diagnosis only, since nothing
// here can check that it is genuine.
type Token struct {
	Audience string   `json:"audience"`
	Tenant   string   `json:"tenant"`
	App      string   `json:"client_id"`
	Roles    []string `json:"roles"`  // application permissions
	Scopes   []string `json:"scopes"` // delegated permissions
	Ends     string   `json:"ends"`   // RFC 3339; "" if it does not say
}

// tokenClaims are the claims that help (facts/entra.md section 4).
type tokenClaims struct {
	Audience any      `json:"aud"`
	Tenant   string   `json:"tid"`
	AppID    string   `json:"appid"`
	Party    string   `json:"azp"`
	ObjectID string   `json:"oid"`
	Roles    []string `json:"roles"`
	Scopes   string   `json:"scp"`
	Ends     float64  `json:"exp"`
}

// mostNames limits the listed permissions of a token.
const mostNames = 40

// decode reads the claims of a token; nil if they can't be read.
func decode(token string) (*Token, *clue) {
	parts := strings.Split(token, ".")
	if len(parts) < 3 {
		return nil, nil
	}
	body, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return nil, nil
	}
	return tokenFrom(body)
}

// tokenFrom reads claims; nil if they can't be read.
func tokenFrom(body []byte) (*Token, *clue) {
	var c tokenClaims
	if json.Unmarshal(body, &c) != nil {
		return nil, nil
	}
	audience, _ := c.Audience.(string)
	t := &Token{Audience: brief(audience), Tenant: brief(c.Tenant), App: brief(c.AppID)}
	if t.App == "" {
		t.App = brief(c.Party)
	}
	t.Roles, t.Scopes = told(c.Roles), told(strings.Fields(c.Scopes))
	if c.Ends > 0 && c.Ends < 1e11 {
		t.Ends = time.Unix(int64(c.Ends), 0).UTC().Format(time.RFC3339)
	}
	return t, &clue{causes: []finding.Cause{t.points(c.ObjectID != "")}, weight: specific}
}

// told are the names in a list, safe to display, up to one that is called a secret.
func told(list []string) []string {
	out := []string{}
	for name := range strings.FieldsSeq(redact.Quotable(strings.Join(list[:min(len(list), mostNames)], " "))) {
		out = append(out, brief(name))
	}
	return out
}

// brief is a short text from a token, safe to display.
func brief(txt string) string {
	txt = text.Clean(redact.Quotable(txt))
	if r := []rune(txt); len(r) > 100 {
		txt = string(r[:100]) + "…"
	}
	return txt
}

func (t Token) forGraph() bool {
	host := strings.TrimSuffix(strings.TrimPrefix(t.Audience, "https://"), "/")
	_, graph := value.CloudOfGraph(host)
	return graph || host == value.GraphAppID
}

// points is the cause that a token makes most likely; Unknown if it shows no
// problem.
func (t *Token) points(known bool) finding.Cause {
	mail := func(name string) bool { return strings.HasPrefix(name, "Mail.") }
	switch {
	case !t.forGraph():
		return finding.ResourceWrong
	case len(t.Scopes) > 0 && len(t.Roles) == 0:
		return finding.DelegatedInsteadOfApplication
	case !known:
		return finding.IdentityNotFound
	case len(t.Roles) == 0:
		return finding.ConsentMissing
	case !slices.ContainsFunc(t.Roles, mail):
		return finding.PermissionMissing
	}
	return finding.Unknown
}

// claimsOf are the claims of the text's token, or of a token that the text shows
// decoded.
func claimsOf(s survey) Token {
	if s.token != nil {
		return *s.token
	}
	var t Token
	plain := s.nearEnds()
	if !bytes.Contains(plain, []byte("aud")) && !bytes.Contains(plain, []byte("roles")) && !bytes.Contains(plain, []byte("scp")) {
		return t
	}
	for claim, at := range map[string]*string{"aud": &t.Audience, "tid": &t.Tenant} {
		*at = first(shownClaim(claim), plain)
	}
	t.Scopes = strings.Fields(first(shownClaim("scp"), plain))
	t.Roles = strings.FieldsFunc(first(shownRoles(), plain), func(r rune) bool { return strings.ContainsRune(" \n,\"'", r) })
	return t
}

// shownClaim finds a claim as JSON or a table shows it.
func shownClaim(name string) *regexp.Regexp { return shownClaims[name]() }

var shownClaims = map[string]func() *regexp.Regexp{
	"aud": text.Pattern(`\baud['"]?\s*(?:[:=|]|is)\s*['"]?([^'",\s}|]+)`),
	"tid": text.Pattern(`\btid['"]?\s*[:=|]\s*['"]?([^'",\s}|]+)`),
	"scp": text.Pattern(`\bscp['"]?\s*[:=|]\s*['"]?([^'",\n}|]+)`),
}

var shownRoles = text.Pattern(`\broles['"]?\s*[:=|]?\s*\[([^\]]*)`)

func first(pattern *regexp.Regexp, plain []byte) string {
	if found := pattern.FindSubmatch(plain); found != nil {
		return strings.TrimSpace(string(found[1]))
	}
	return ""
}
