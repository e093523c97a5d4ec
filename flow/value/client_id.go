package value

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// JudgeClientID judges whether a text is an app's client ID. id is in lower
// case; "" if there are problems.
func JudgeClientID(text string) (id string, problems []finding.Finding, notes []string) {
	text, notes = Clean(text)
	if f := clientIDFault(text); f != nil {
		return "", []finding.Finding{*f}, notes
	}
	id = strings.ToLower(text)
	if id != text {
		notes = append(notes, "wrote the client ID in lower case")
	}
	return id, nil, notes
}

const askClientID = "Copy Application (client) ID from the Overview page of the app registration."

func clientIDFault(txt string) *finding.Finding {
	digits := strings.Trim(strings.ReplaceAll(txt, "-", ""), "{}<>()")
	_, apiURI := strings.CutPrefix(strings.ToLower(txt), "api://")
	says, do := "", askClientID
	switch {
	case txt == "":
		says = "The client ID is missing."
	case text.Placeholder(txt):
		return found(finding.PlaceholderLeft, "The client ID is still a placeholder from a document.", askClientID)
	case IsGUID(txt):
		return knownID(strings.ToLower(txt))
	case HoldsSecret(txt) && !(len(txt) == 36 && strings.Count(txt, "-") == 4):
		says, do = "This looks like the client secret, not the client ID.", PasteSecret+" "+askClientID
	case apiURI:
		says, do = "This is the Application ID URI; the client ID is the GUID alone.", "Leave api:// and what follows the GUID out."
	case strings.Contains(txt, "://"):
		says = "This is a URL, not a client ID."
	case strings.Contains(txt, "@"):
		says = "This is an e-mail address, not a client ID."
	case IsDomain(txt):
		says = "This is a domain, not a client ID."
	case IsHex(digits) && len(digits) == 32:
		says, do = "The client ID has its dashes in the wrong places, or none.", "Copy it again, with its dashes: 8, 4, 4, 4 and 12 digits."
	case IsHex(digits) && len(digits) >= 20:
		says = "A client ID has 32 digits and letters besides its dashes; this has " + text.Number(len(digits), "character") + "."
	case strings.ContainsAny(txt, " \t\r\n"):
		says = "There is a space or a line end within the client ID."
	case len(txt) == 36 && strings.Count(txt, "-") == 4:
		says = "There is a character in the client ID that is no digit and no letter from a to f."
	default:
		says = "This is not a client ID. A client ID is a GUID, such as 00001111-aaaa-2222-bbbb-3333cccc4444."
	}
	return found(finding.ClientIDMalformed, says, do)
}

// knownID reports GUIDs that are never the user's app.
func knownID(id string) *finding.Finding {
	switch id {
	case GraphAppID:
		return found(finding.ClientIDMalformed, "This is the ID of Microsoft Graph, not of your app.", askClientID)
	case ExchangeAppID:
		return found(finding.ClientIDMalformed, "This is the ID of Exchange Online, not of your app.", askClientID)
	case PersonalTenant, microsoftTenant:
		return found(finding.ClientIDMalformed, "This is the ID of a tenant of Microsoft's, not of your app.", askClientID)
	}
	return nil
}

// GraphAppID is Microsoft Graph's own client ID. A token may name it as its
// audience in place of Graph's address (facts/entra.md section 4.2).
const GraphAppID = "00000003-0000-0000-c000-000000000000"
