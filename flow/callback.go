package flow

import (
	"net/url"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// callback is the redirect from one of Microsoft's pages, or what was pasted
// from the page.
type callback struct {
	code    value.Secret
	values  url.Values
	problem *finding.Finding
}

// readCallback reads the address that the browser was redirected to. It compares
// the state first, since only the state tells a genuine redirect from a forged
// one; only an error may lack it. An error takes precedence over anything that
// indicates success. A text that is not such an address is read as the words of
// a page.
func readCallback(text string, v wire.BrowserFlow) callback {
	values := answerValues(text, v.State)
	switch {
	case values == nil:
		return callback{problem: pageSays(text)}
	case !values.Has("state") && values.Get("code") != "":
		f := visitFound(finding.StateMismatch, "This is not the whole address: it has a code, but no state.",
			"Copy the whole address from the browser's address bar, with code= and state= in it.")
		return callback{problem: &f}
	case values.Get("state") != v.State && (values.Has("state") || !values.Has("error")):
		f := visitFound(finding.StateMismatch, "This answer does not belong to the sign-in mailgrant began: its state is another one.",
			"Begin again, and use the page that this opens. An older page, or a link somebody sent you, will not do.")
		return callback{problem: &f}
	case values.Get("error") != "":
		return callback{values: values, problem: refusedAt(values.Get("error"), values.Get("error_description"))}
	}
	return callback{code: value.NewSecret(values.Get("code")), values: values}
}

// noCode is the finding for an address without a code.
func noCode(callback) finding.Finding {
	return visitFound(finding.CodeUsed, "There is no code in this address. If Microsoft's page brought you to it, the product has taken the code.",
		"Then Microsoft's page and the redirect URI are right, and the product received the answer. To test the rest here, sign in through this computer, or choose Not now.")
}

// pageSays explains a text copied from a page that did not redirect.
func pageSays(text string) *finding.Finding {
	if strings.Contains(text, "://") && len(explain.Codes(text)) == 0 {
		f := visitFound(finding.EndpointMalformed, "This address holds no answer.",
			"Copy the address after the sign-in, when the browser has left Microsoft's page. It holds code= and state=.")
		if strings.Contains(text, "client_id=") {
			f.Says = "This is the address of Microsoft's page, before the sign-in."
		} else if _, signIn := value.ParseEndpoint(text); !signIn {
			f = noCode(callback{})
		}
		return &f
	}
	return refusedAt("", text)
}

// refusedAt explains a refusal on Microsoft's page or in its redirect. It does
// not repeat what was pasted, which can be anything.
func refusedAt(oauth, txt string) *finding.Finding {
	codes := explain.Codes(txt)
	reply := wire.Reply{Error: oauth, Codes: codes[:min(len(codes), 8)]}
	if oauth != "" {
		reply.Evidence.ServerText = text.Clean(txt)
	}
	f := check.RefusalFinding(finding.TokenCheck, reply)
	lower := strings.ToLower(txt)
	switch {
	case f.Cause != finding.Unknown:
	case oauth == "access_denied", oauth == "permission_denied" && strings.Contains(lower, "cancel"):
		f = finding.Of(finding.TokenCheck, finding.ConsentDeclined)
	case oauth == "permission_denied", oauth == "consent_required",
		strings.Contains(lower, "need admin approval"), strings.Contains(lower, "needs permission to access resources"):
		f = finding.Of(finding.TokenCheck, finding.ApprovalRequired)
	case oauth == "temporarily_unavailable", oauth == "server_error":
		f = finding.Of(finding.TokenCheck, finding.ServiceUnavailable)
	case len(reply.Codes) == 0 && oauth == "":
		f = visitFound(finding.Unknown, "mailgrant finds neither an answer nor an error code in this text.",
			"Copy the whole address from the browser's address bar, or the whole text of the page with the line that begins AADSTS.")
	case oauth == "":
		f.Says = "Microsoft refused, for a reason mailgrant does not know: " + text.List(catalogue.Names(reply.Codes)) + "."
	}
	f.Codes, f.Evidence.ServerText = catalogue.Names(reply.Codes), reply.Evidence.ServerText
	f.Field = guide.FieldAnswer
	return &f
}

// visitFound is a finding about the redirect of a browser flow.
func visitFound(c finding.Cause, says string, do ...string) finding.Finding {
	f := finding.New(finding.TokenCheck, c, says, do...)
	f.Field = guide.FieldAnswer
	return f
}
