package intake

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// reference reports what a program replaces with a value from elsewhere: a
// variable, a vault, an encrypted value.
func reference(txt string) bool {
	for _, lead := range []string{"$", "%", "{{", "#{", "@{", "!", "ENC(", "@Microsoft.", "vault:", "env:", "secret:", "process.env", "os.environ", "System.getenv"} {
		if strings.HasPrefix(txt, lead) {
			return true
		}
	}
	return false
}

// template reports a placeholder that only a document can have written; <client
// ID> may be a reporter's mask as well.
func template(txt string) bool {
	word := text.Squeeze(txt)
	for _, lead := range []string{"your", "insert", "enter", "replace", "paste", "changeme"} {
		if strings.HasPrefix(word, lead) {
			return true
		}
	}
	return strings.Contains(txt, "{") || strings.Contains(word, "your")
}

// scopeFaults judge the scope that a product asks for.
func (v Value) scopeFaults(g grantKind) []Fact {
	lower := strings.ToLower(v.Text)
	graph := graphs(lower)
	switch {
	case strings.Contains(lower, "graph.windows.net"):
		return []Fact{hints(quote(v.Text)+" is the scope of Azure AD Graph, which is retired", finding.ResourceWrong)}
	case g != byApp && g != likely || strings.Contains(lower, "/.default") && len(strings.Fields(lower)) == 1:
		return nil
	case g == likely && graph:
		return []Fact{hints("an app that signs in by itself must ask for …/.default, and this asks for "+quote(v.Text), finding.ScopeInvalid)}
	case graph || strings.Contains(lower, "mail."), strings.Contains(lower, "outlook.office"):
		return []Fact{shows(finding.ScopeInvalid, "an app that signs in by itself must ask for …/.default, and this asks for "+quote(v.Text))}
	}
	return nil
}

// hostFaults judge the server that a product gets its mail from.
func (v Value) hostFaults() []Fact {
	if strings.Contains(strings.ToLower(v.Text), "/ews/") {
		return []Fact{hints(quote(v.Text)+" is the address of Exchange Web Services (EWS)", ewsRetired)}
	}
	return nil
}
