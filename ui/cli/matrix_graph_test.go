package cli

import (
	"net/http"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
)

// atInbox is a refusal of the read of an inbox.
func atInbox(status int, code, text string) func(*stage) {
	return faulty(onInbox, entratest.GraphRefuse(status, code, text))
}

// mailbox changes what Exchange has behind the mailbox of these checks.
func mailbox(state entratest.MailboxState) func(*stage) {
	return func(s *stage) {
		s.ms.ChangeMailbox("support@contoso.com", func(m *entratest.Mailbox) { m.State = state })
	}
}

// refuseDirectory refuses the list of users and answers for a mailbox.
func refuseDirectory(w http.ResponseWriter, r *http.Request, answer http.Handler) {
	if r.URL.Path != "/v1.0/users" {
		answer.ServeHTTP(w, r)
		return
	}
	entratest.GraphRefuse(http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")(w, r, answer)
}

func TestTheFaultMatrixOfGraph(t *testing.T) {
	const raop = "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."
	matrix(t, map[string]trial{
		"G01 the token is not taken":          {set: faulty(onGraph, entratest.GraphRefuse(401, "InvalidAuthenticationToken", "Access token validation failure.")), cause: flow.TokenRejected},
		"G01 no service principal":            {set: faulty(onGraph, entratest.GraphRefuse(401, "Authorization_IdentityNotFound", "The identity of the calling application could not be established.")), cause: flow.IdentityNotFound},
		"G02 the directory refuses":           {set: faulty(onUsers, refuseDirectory), cause: flow.DirectoryDenied, check: flow.Directory},
		"G03 the mailbox is refused":          {set: atInbox(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."), cause: flow.MailboxDenied, check: flow.MailboxCheck},
		"G03 an access policy":                {set: atInbox(403, "ErrorAccessDenied", raop), cause: flow.MailboxBlocked, check: flow.MailboxCheck},
		"G03 an access policy, by the tenant": {set: mailbox(entratest.Fenced), cause: flow.MailboxBlocked, check: flow.MailboxCheck},
		"G04 no such user":                    {set: atInbox(404, "ErrorInvalidUser", "The requested user is invalid."), cause: flow.MailboxNotFound, check: flow.MailboxCheck},
		"G04 no such object":                  {set: atInbox(404, "ResourceNotFound", "Resource could not be discovered."), cause: flow.MailboxNotFound, check: flow.MailboxCheck},
		"G04 no such object in the directory": {set: atInbox(404, "Request_ResourceNotFound", "Resource does not exist."), cause: flow.MailboxNotFound, check: flow.MailboxCheck},
		"G04 the address is gone":             {set: mailbox(entratest.Missing), cause: flow.MailboxNotFound, check: flow.MailboxCheck},
		"G05 no licence":                      {set: mailbox(entratest.Unlicensed), cause: flow.MailboxNotEnabled, check: flow.MailboxCheck},
		"G05 on premises":                     {set: atInbox(404, "MailboxNotEnabledForRESTAPI", "REST API is not yet supported for this mailbox."), cause: flow.MailboxNotEnabled, check: flow.MailboxCheck},
		"G06 throttled for long":              {set: faulty(onGraph, entratest.Throttle("3600")), cause: flow.Throttled},
		"G06 throttled in JSON":               {set: faulty(onGraph, entratest.GraphRefuse(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.")), cause: flow.Throttled},
		"G07 503":                             {set: faulty(onGraph, entratest.Unavailable()), cause: flow.ServiceUnavailable},
		"G07 504 in JSON":                     {set: faulty(onGraph, entratest.GraphRefuse(504, "GatewayTimeout", "")), cause: flow.ServiceUnavailable},
		"G08 200 that is no JSON":             {set: faulty(onGraph, entratest.Granting("pardon?")), cause: flow.ReplyMalformed},
		"G08 a refusal that is no JSON":       {set: faulty(onInbox, entratest.Answer(400, "text/plain", "Bad Request")), cause: flow.Unknown},
		"G08 a refusal with nothing":          {set: faulty(onInbox, entratest.Answer(403, "application/json", "")), cause: flow.Unknown},
		"G08 200 with somebody else's JSON":   {set: faulty(onInbox, entratest.Granting(`{"hello":"world"}`)), cause: flow.ReplyMalformed},
		"G08 a filter's page":                 {set: faulty(onGraph, entratest.Answer(403, "text/html", "<html>blocked by policy")), cause: flow.CaptivePortal, check: flow.Network},
		"G08 a network's page":                {set: faulty(onGraph, entratest.Portal()), cause: flow.CaptivePortal, check: flow.Network},
		"G09 another cloud's Graph":           {set: faulty(onGraph, entratest.GraphRefuse(401, "InvalidAuthenticationToken", "Invalid audience.")), cause: flow.TokenRejected},
		"Graph breaks off":                    {set: faulty(onGraph, entratest.HangUp()), cause: flow.Unreachable, check: flow.Network},
		"Graph never answers":                 {set: faulty(onGraph, entratest.Hang()), args: []string{"--timeout", "300ms"}, cause: flow.Timeout, check: flow.Network},
		"Graph redirects":                     {set: faulty(onGraph, entratest.Redirect(302, "https://evil.example/")), cause: flow.ReplyMalformed},
		"Graph cuts short":                    {set: faulty(onGraph, entratest.CutShort()), cause: flow.ReplyMalformed},
		"a mailbox that is not fenced":        {args: []string{"--must-refuse", "support@contoso.com"}, cause: flow.MailboxNotFenced, check: flow.MailboxCheck},
		"one of two mailboxes":                {args: []string{"--mailbox", "intern@contoso.com"}, cause: flow.MailboxNotEnabled, check: flow.MailboxCheck},
		"only Exchange grants, and it opens": {set: func(s *stage) {
			s.ms.ChangeApp("good", roles("User.Read.All"))
			s.ms.Fault(onInbox, entratest.Granting(`{"id":"AAMk"}`))
		}, cause: flow.PermissionMissing, check: flow.Permissions, warns: true},
		"a token that came too early": {set: func(s *stage) {
			s.ms.ChangeApp("good", func(a *entratest.App) { a.RolesAfter = 100 })
		}, cause: flow.ConsentMissing, check: flow.Permissions},
		"the clock is an hour fast": {set: faulty(everything, entratest.ClockOff(-time.Hour)), cause: flow.ClockSkew, check: flow.Clock},
		"the clock is an hour slow": {set: faulty(everything, entratest.ClockOff(time.Hour)), cause: flow.ClockSkew, check: flow.Clock},
	})
}
