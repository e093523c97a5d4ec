package cli

import (
	"net/http"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
)

// atInbox is a refusal of the read of an inbox.
func atInbox(status int, code, text string) func(*stage) {
	return faulty(onInbox, fault.GraphRefuse(status, code, text))
}

// mailbox changes what Exchange knows about the mailbox of these checks.
func mailbox(state entratest.MailboxState) func(*stage) {
	return func(s *stage) {
		s.ms.ChangeMailbox("support@contoso.com", func(m *entratest.Mailbox) { m.State = state })
	}
}

// refuseDirectory refuses the list of users and gives an answer for a mailbox.
func refuseDirectory(w http.ResponseWriter, r *http.Request, answer http.Handler) {
	if r.URL.Path != "/v1.0/users" {
		answer.ServeHTTP(w, r)
		return
	}
	fault.GraphRefuse(http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")(w, r, answer)
}

func TestTheFaultMatrixOfGraph(t *testing.T) {
	t.Parallel()
	const raop = "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."
	matrix(t, map[string]trial{
		"G01 the token is not taken":          {set: faulty(onGraph, fault.GraphRefuse(401, "InvalidAuthenticationToken", "Access token validation failure.")), cause: finding.TokenRejected},
		"G01 no service principal":            {set: faulty(onGraph, fault.GraphRefuse(401, "Authorization_IdentityNotFound", "The identity of the calling application could not be established.")), cause: finding.IdentityNotFound},
		"G02 the directory refuses":           {set: faulty(onUsers, refuseDirectory), cause: finding.DirectoryDenied, check: finding.Directory},
		"G03 the mailbox is refused":          {set: atInbox(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."), cause: finding.MailboxDenied, check: finding.MailboxCheck},
		"G03 an access policy":                {set: atInbox(403, "ErrorAccessDenied", raop), cause: finding.MailboxBlocked, check: finding.MailboxCheck},
		"G03 an access policy, by the tenant": {set: mailbox(entratest.Fenced), cause: finding.MailboxBlocked, check: finding.MailboxCheck},
		"G04 no such user":                    {set: atInbox(404, "ErrorInvalidUser", "The requested user is invalid."), cause: finding.MailboxNotFound, check: finding.MailboxCheck},
		"G04 no such object":                  {set: atInbox(404, "ResourceNotFound", "Resource could not be discovered."), cause: finding.MailboxNotFound, check: finding.MailboxCheck},
		"G04 no such object in the directory": {set: atInbox(404, "Request_ResourceNotFound", "Resource does not exist."), cause: finding.MailboxNotFound, check: finding.MailboxCheck},
		"G04 the address is gone":             {set: mailbox(entratest.Missing), cause: finding.MailboxNotFound, check: finding.MailboxCheck},
		"G05 no licence":                      {set: mailbox(entratest.Unlicensed), cause: finding.MailboxNotEnabled, check: finding.MailboxCheck},
		"G05 on premises":                     {set: atInbox(404, "MailboxNotEnabledForRESTAPI", "REST API is not yet supported for this mailbox."), cause: finding.MailboxNotEnabled, check: finding.MailboxCheck},
		"G06 throttled for long":              {set: faulty(onGraph, fault.Throttle("3600")), cause: finding.Throttled},
		"G06 throttled in JSON":               {set: faulty(onGraph, fault.GraphRefuse(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.")), cause: finding.Throttled},
		"G07 503":                             {set: faulty(onGraph, fault.Unavailable()), cause: finding.ServiceUnavailable},
		"G07 504 in JSON":                     {set: faulty(onGraph, fault.GraphRefuse(504, "GatewayTimeout", "")), cause: finding.ServiceUnavailable},
		"G08 200 that is no JSON":             {set: faulty(onGraph, fault.Granting("pardon?")), cause: finding.ReplyMalformed},
		"G08 a refusal that is no JSON":       {set: faulty(onInbox, fault.Answer(400, "text/plain", "Bad Request")), cause: finding.Unknown},
		"G08 a refusal with nothing":          {set: faulty(onInbox, fault.Answer(403, "application/json", "")), cause: finding.Unknown},
		"G08 200 with somebody else's JSON":   {set: faulty(onInbox, fault.Granting(`{"hello":"world"}`)), cause: finding.ReplyMalformed},
		"G08 a filter's page":                 {set: faulty(onGraph, fault.Answer(403, "text/html", "<html>blocked by policy")), cause: finding.CaptivePortal, check: finding.Network},
		"G08 a network's page":                {set: faulty(onGraph, fault.Portal()), cause: finding.CaptivePortal, check: finding.Network},
		"G09 another cloud's Graph":           {set: faulty(onGraph, fault.GraphRefuse(401, "InvalidAuthenticationToken", "Invalid audience.")), cause: finding.TokenRejected},
		"Graph breaks off":                    {set: faulty(onGraph, fault.HangUp()), cause: finding.Unreachable, check: finding.Network},
		"Graph never answers":                 {set: faulty(onGraph, fault.Hang()), args: []string{"--timeout", "300ms"}, cause: finding.Timeout, check: finding.Network},
		"Graph redirects":                     {set: faulty(onGraph, fault.Redirect(302, "https://evil.example/")), cause: finding.ReplyMalformed},
		"Graph cuts short":                    {set: faulty(onGraph, fault.CutShort()), cause: finding.ReplyMalformed},
		"a mailbox that is not fenced":        {args: []string{"--must-refuse", "support@contoso.com"}, cause: finding.MailboxNotFenced, check: finding.MailboxCheck},
		"one of two mailboxes":                {args: []string{"--mailbox", "intern@contoso.com"}, cause: finding.MailboxNotEnabled, check: finding.MailboxCheck},
		"only Exchange grants, and it opens": {set: func(s *stage) {
			s.ms.ChangeApp("good", roles("User.Read.All"))
			s.ms.Fault(onInbox, fault.Granting(`{"id":"AAMk"}`))
		}, cause: finding.PermissionMissing, check: finding.Permissions, warns: true},
		"a token that came too early": {set: func(s *stage) {
			s.ms.ChangeApp("good", func(a *entratest.App) { a.RolesAfter = 100 })
		}, cause: finding.ConsentMissing, check: finding.Permissions},
		"the clock is an hour fast": {set: faulty(everything, fault.ClockOff(-time.Hour)), cause: finding.ClockSkew, check: finding.Clock},
		"the clock is an hour slow": {set: faulty(everything, fault.ClockOff(time.Hour)), cause: finding.ClockSkew, check: finding.Clock},
	})
}
