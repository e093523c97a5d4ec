package entra

import (
	"errors"
	"strings"

	"github.com/golang-jwt/jwt/v5"

	"mailgrant/flow/wire"
)

// inspect reads the token without checking its signature, which only Graph can.
// Microsoft promises nothing about its format (facts/entra.md section 4): a
// token that can't be read is opaque, which is not an error. Each claim is read
// separately, so that an unusual one does not hide the rest.
func inspect(g *wire.Grant, token string, say wording) {
	claims := jwt.MapClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(token, claims)
	if err != nil && !errors.Is(err, jwt.ErrTokenUnverifiable) {
		g.Opaque = true
		return
	}
	read := func(names ...string) string {
		for _, name := range names {
			if text, ok := claims[name].(string); ok && text != "" {
				return say.term(text)
			}
		}
		return ""
	}
	g.TenantID = read("tid")
	g.AppID = read("appid", "azp")
	g.AppName = read("app_displayname")
	g.ObjectID = read("oid")
	g.IDType = read("idtyp")
	g.Roles = say.terms(listOf(claims["roles"]))
	if scopes, ok := claims["scp"].(string); ok {
		g.Scopes = say.terms(strings.Fields(scopes))
	}
	if audience := listOf(claims["aud"]); len(audience) > 0 {
		g.Audience = say.term(audience[0])
	}
}

// listOf reads a claim that is a string or a list of strings.
func listOf(claim any) []string {
	var list []string
	switch v := claim.(type) {
	case string:
		list = append(list, v)
	case []any:
		for _, item := range v {
			if text, ok := item.(string); ok {
				list = append(list, text)
			}
		}
	}
	return list
}
