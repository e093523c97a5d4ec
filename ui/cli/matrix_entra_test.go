package cli

import (
	"net/http"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
)

// atToken is a refusal of the token request.
func atToken(status int, oauth string, code int, text string) func(*stage) {
	return faulty(entratest.Token, fault.Refuse(status, oauth, code, text))
}

// tokenOf changes the claims of the token.
func tokenOf(edit func(claims map[string]any)) func(*stage) {
	return faulty(entratest.Token, fault.Claim(edit))
}

// answering changes the answer around the token.
func answering(edit func(body map[string]any)) func(*stage) {
	return faulty(entratest.Token, fault.EditJSON(edit))
}

// The names begin with the number of the fault in facts/reliability.md.
func TestTheFaultMatrixOfEntra(t *testing.T) {
	t.Parallel()
	const stranger = "00000000-1111-4222-8333-444444444444"
	matrix(t, map[string]trial{
		"E01 a wrong secret":               {args: []string{}, set: atToken(401, "invalid_client", 7000215, "Invalid client secret provided."), cause: finding.SecretWrong, check: finding.TokenCheck},
		"E01 the secret's ID":              {set: func(s *stage) { s.env[secretVariable] = "0f9e8d7c-6b5a-4938-8271-605f4e3d2c1b" }, cause: finding.SecretIDNotValue, check: finding.TokenCheck},
		"E01 no secret reached Entra":      {set: atToken(401, "invalid_client", 7000216, "'client_secret' is required."), cause: finding.SecretMissing},
		"E02 an expired secret":            {set: atToken(401, "invalid_client", 7000222, "The provided client secret keys are expired."), cause: finding.SecretExpired},
		"E03 the app is not in the tenant": {set: atToken(400, "unauthorized_client", 700016, "Application was not found in the directory."), cause: finding.AppNotFound},
		"E03 no service principal":         {set: atToken(401, "invalid_client", 7000229, "The client application is missing service principal."), cause: finding.ServicePrincipalMissing},
		"E04 no such tenant":               {set: faulty(everything, fault.Refuse(400, "invalid_tenant", 90002, "Tenant not found.")), cause: finding.TenantNotFound},
		"E05 a malformed tenant":           {set: faulty(everything, fault.Refuse(400, "invalid_request", 900023, "Specified tenant identifier is neither a valid DNS name nor GUID.")), cause: finding.TenantMalformed},
		"E05 an alias for a tenant":        {set: atToken(400, "invalid_request", 50059, "No tenant-identifying information found."), cause: finding.TenantAlias},
		"E06 the scope is refused":         {set: atToken(400, "invalid_scope", 70011, "The provided value for 'scope' is not valid."), cause: finding.ScopeInvalid},
		"E06 the scope lacks .default":     {set: atToken(400, "invalid_scope", 1002012, "Client credential flows must have a scope value with /.default."), cause: finding.ScopeInvalid},
		"E06 the scope, without a number":  {set: faulty(entratest.Token, fault.Answer(400, "application/json", `{"error":"invalid_scope"}`)), cause: finding.ScopeInvalid},
		"E06 no such resource":             {set: atToken(400, "invalid_resource", 500011, "The resource principal was not found."), cause: finding.ResourceWrong},
		"E07 unauthorized_client, unnamed": {set: faulty(entratest.Token, fault.Answer(400, "application/json", `{"error":"unauthorized_client","error_description":"Not allowed."}`)), cause: finding.Unknown, says: "Not allowed."},
		"E07 a certificate is wanted":      {set: atToken(401, "invalid_client", 700027, "The certificate is not registered."), cause: finding.CertificateInvalid},
		"E08 consent is missing":           {set: atToken(400, "invalid_grant", 65001, "The user or administrator has not consented."), cause: finding.ConsentMissing},
		"E08 nobody is assigned":           {set: atToken(400, "invalid_grant", 50105, "Not assigned to a role for the application."), cause: finding.UserNotAssigned},
		"E09 Conditional Access":           {set: func(s *stage) { s.ms.ChangeApp("good", func(a *entratest.App) { a.Barrier = entratest.AccessPolicy }) }, cause: finding.ConditionalAccess},
		"E10 the app is disabled":          {set: atToken(400, "unauthorized_client", 7000112, "Application is disabled."), cause: finding.AppDisabled},
		"E11 429 for a day":                {set: faulty(everything, fault.Throttle("86400")), cause: finding.Throttled},
		"E11 429 for less than no time":    {set: faulty(everything, fault.Throttle("-5")), cause: finding.Throttled},
		"E11 429 until a date far off":     {set: faulty(everything, fault.Throttle("Tue, 01 Jan 2199 00:00:00 GMT")), cause: finding.Throttled},
		"E11 429 over and over":            {set: faulty(everything, fault.Throttle("2")), cause: finding.Throttled},
		"E11 429 in HTML":                  {set: faulty(everything, fault.Answer(429, "text/html", "<html>Too many")), cause: finding.Throttled},
		"E12 500 in JSON":                  {set: faulty(everything, fault.Refuse(500, "server_error", 90033, "A transient error has occurred.")), cause: finding.ServiceUnavailable},
		"E12 500 with a code of the app's": {set: atToken(500, "invalid_client", 7000215, "Invalid client secret."), cause: finding.ServiceUnavailable},
		"E12 502 in HTML":                  {set: faulty(everything, fault.Answer(502, "text/html", "<html>Bad gateway")), cause: finding.ServiceUnavailable},
		"E12 503 in HTML":                  {set: faulty(everything, fault.Unavailable()), cause: finding.ServiceUnavailable},
		"E12 504 with nothing":             {set: faulty(everything, fault.Answer(504, "", "")), cause: finding.ServiceUnavailable},
		"E12 temporarily_unavailable":      {set: faulty(entratest.Token, fault.Answer(400, "application/json", `{"error":"temporarily_unavailable"}`)), cause: finding.ServiceUnavailable},
		"E13 a code nobody knows":          {set: atToken(400, "invalid_request", 999999, "Something new."), cause: finding.Unknown, says: "Something new."},
		"E13 a code beside a catch-all":    {set: faulty(entratest.Token, fault.Answer(400, "application/json", `{"error":"x","error_codes":[50000,999999],"error_description":"New."}`)), cause: finding.Unknown, says: "New."},
		"E14 200 with an error":            {set: faulty(entratest.Token, fault.Granting(`{"error":"invalid_client","error_codes":[7000215]}`)), cause: finding.ReplyMalformed},
		"E15 200 with nothing":             {set: faulty(entratest.Token, fault.Granting("")), cause: finding.ReplyMalformed},
		"E15 200 with a list":              {set: faulty(entratest.Token, fault.Granting("[]")), cause: finding.ReplyMalformed},
		"E15 200 with null":                {set: faulty(entratest.Token, fault.Granting("null")), cause: finding.ReplyMalformed},
		"E15 a byte order mark":            {set: faulty(entratest.Token, fault.Edit(func(b []byte) []byte { return append([]byte("\ufeff"), b...) })), cause: finding.ReplyMalformed},
		"E16 no access_token":              {set: answering(func(b map[string]any) { delete(b, "access_token") }), cause: finding.ReplyMalformed},
		"E17 another token_type":           {set: answering(func(b map[string]any) { b["token_type"] = "pop" }), cause: finding.ReplyMalformed},
		"E18 no expires_in":                {set: answering(func(b map[string]any) { delete(b, "expires_in") }), cause: finding.ReplyMalformed},
		"E18 expires_in with a fraction":   {set: answering(func(b map[string]any) { b["expires_in"] = 3599.5 }), cause: finding.ReplyMalformed},
		"E18 a negative expires_in":        {set: answering(func(b map[string]any) { b["expires_in"] = -1 }), cause: finding.ReplyMalformed},
		"E18 an endless expires_in":        {set: answering(func(b map[string]any) { b["expires_in"] = 1e14 }), cause: finding.ReplyMalformed},
		"E19 a line break in the token":    {set: answering(func(b map[string]any) { b["access_token"] = "a\r\nHost: evil" }), cause: finding.ReplyMalformed},
		"E19 a NUL in the token":           {set: answering(func(b map[string]any) { b["access_token"] = "a\x00b" }), cause: finding.ReplyMalformed},
		"E20 a description of 1 MiB":       {set: atToken(400, "invalid_request", 999999, strings.Repeat("A", 900<<10)), cause: finding.Unknown},
		"E21 the request comes back":       {set: faulty(entratest.Token, fault.Echo()), cause: finding.RequestMalformed},
		"E22 a token for something else":   {set: tokenOf(func(c map[string]any) { c["aud"] = "https://outlook.office.com" }), cause: finding.ResourceWrong, check: finding.Claims},
		"E22 a token for another cloud":    {set: tokenOf(func(c map[string]any) { c["aud"] = "https://graph.microsoft.us" }), cause: finding.ResourceWrong, check: finding.Claims},
		"E22 a token for another app":      {set: tokenOf(func(c map[string]any) { c["appid"] = stranger }), cause: finding.ReplyMalformed, check: finding.Claims},
		"E22 a token for another tenant":   {set: tokenOf(func(c map[string]any) { c["tid"] = stranger }), cause: finding.TenantMismatch, check: finding.Claims},
		"E22 a token without an object":    {set: tokenOf(func(c map[string]any) { delete(c, "oid") }), cause: finding.IdentityNotFound},
		"E22 a token without permissions":  {set: func(s *stage) { s.ms.ChangeApp("good", roles()) }, cause: finding.ConsentMissing, check: finding.Permissions},
		"E22 a token that lacks Mail":      {set: func(s *stage) { s.ms.ChangeApp("good", roles("User.Read.All")) }, cause: finding.PermissionMissing, check: finding.Permissions},
		"E22 delegated permissions":        {set: func(s *stage) { s.ms.ChangeApp("good", func(a *entratest.App) { a.Scopes = []string{"Mail.Send"} }) }, cause: finding.DelegatedInsteadOfApplication, check: finding.Permissions},
		"E22 far more than is needed": {set: func(s *stage) {
			s.ms.ChangeApp("good", roles("Mail.ReadWrite", "Mail.Send", "User.Read.All", "Sites.FullControl.All"))
		}, cause: finding.PermissionExcess, check: finding.Permissions},
		"E22 a token nobody can read":       {set: func(s *stage) { s.ms.ChangeApp("good", func(a *entratest.App) { a.Opaque = true }) }, cause: finding.Unknown, check: finding.Claims, warns: true},
		"N18 a redirect to another host":    {set: faulty(everything, fault.Redirect(http.StatusFound, "https://evil.example/x")), cause: finding.ReplyMalformed, says: "evil.example"},
		"N19 307 to another host":           {set: faulty(entratest.Token, fault.Redirect(http.StatusTemporaryRedirect, "https://evil.example/x")), cause: finding.ReplyMalformed},
		"N19 308 to Microsoft's other host": {set: faulty(entratest.Token, fault.Redirect(http.StatusPermanentRedirect, "https://login.windows.net/x")), cause: finding.ReplyMalformed},
		"N20 a redirect to itself":          {set: faulty(everything, fault.Redirect(http.StatusSeeOther, "/again")), cause: finding.ReplyMalformed},
		"N17 an endpoint without https": {args: []string{"--token-endpoint", "http://login.microsoftonline.com/" + entratest.ContosoID + "/oauth2/v2.0/token"},
			cause: finding.EndpointNotHTTPS, check: finding.Values},
		"a discovery document that leads astray": {set: faulty(entratest.Discovery, fault.EditJSON(func(b map[string]any) { b["token_endpoint"] = "https://evil.example/token" })), cause: ""},
		"a tenant of another cloud":              {args: []string{"--tenant", "fabrikam.us", "--token-endpoint", "https://login.microsoftonline.com/fabrikam.us/oauth2/v2.0/token"}, cause: finding.WrongCloud},
	})
}
