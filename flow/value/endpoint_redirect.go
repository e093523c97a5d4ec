package value

import (
	"net/url"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// redirectMax is the limit of a redirect URI, in characters. It and the rules
// below are from Microsoft's "Redirect URI restrictions and limitations".
const redirectMax = 256

// JudgeRedirectURI says why the portal would refuse a web redirect URI. uri is
// the cleaned text with its case and final slash, since Entra compares both.
func JudgeRedirectURI(txt string) (uri string, problems []finding.Finding, notes []string) {
	uri, notes = Clean(txt)
	say := func(cause finding.Cause, says string, do ...string) {
		if len(do) == 0 {
			do = []string{"Copy the redirect URI again from the product that will use the app."}
		}
		problems = append(problems, finding.New(finding.Values, cause, says, do...))
	}
	switch {
	case uri == "":
		say(finding.EndpointMalformed, "The redirect URI is missing.")
		return uri, problems, notes
	case SurelySecret(uri):
		say(finding.EndpointMalformed, "This looks like a client secret, not a redirect URI.", PasteSecret)
		return uri, problems, notes
	case text.Placeholder(uri) || strings.ContainsAny(uri, "{}<>"):
		say(finding.PlaceholderLeft, "There is still a placeholder from a document in the redirect URI.")
		return uri, problems, notes
	}
	if len([]rune(uri)) > redirectMax {
		say(finding.EndpointMalformed, "The redirect URI is longer than 256 characters.", "Ask for a shorter one; Entra takes no more.")
	}
	redirectCharacters(uri, say)
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" || u.Opaque != "" {
		say(finding.EndpointMalformed, "This is not a full address: it starts with https://.")
		return uri, problems, notes
	}
	redirectParts(u, uri, say)
	return uri, problems, notes
}

// redirectCharacters judges each character.
func redirectCharacters(uri string, say func(finding.Cause, string, ...string)) {
	if at := strings.IndexAny(uri, "!$'(),;"); at >= 0 {
		say(finding.EndpointMalformed, "Entra takes no "+uri[at:at+1]+" in a redirect URI.", "Use a path without the characters ! $ ' ( ) , ;")
	}
	if strings.Contains(uri, "*") {
		say(finding.EndpointMalformed, "There is a * in the redirect URI; Entra compares it letter by letter.", "Register every redirect URI in full.")
	}
	if strings.ContainsFunc(uri, func(r rune) bool { return r <= ' ' || r >= 0x7F || strings.ContainsRune("\"^`|", r) }) || strings.ContainsAny(strings.TrimPrefix(uri, "http://["+"::1]"), "[]") {
		say(finding.EndpointMalformed, "There is a space or another character in the redirect URI that no URL may have.")
	}
	if strings.Contains(uri, `\`) {
		say(finding.EndpointMalformed, "There is a backslash in the redirect URI; it is written with slashes.")
	}
}

// redirectParts judges the scheme, the host and the rest.
func redirectParts(u *url.URL, uri string, say func(finding.Cause, string, ...string)) {
	host := strings.ToLower(u.Hostname())
	_, signIn := CloudOfLogin(host)
	switch {
	case u.Scheme == "http" && host == "::1":
		say(finding.EndpointMalformed, "Entra does not take the address [::1] in a redirect URI.", "Use http://localhost instead.")
	case u.Scheme == "http" && host != "localhost" && host != "127.0.0.1":
		say(finding.EndpointNotHTTPS, "The redirect URI begins with http://; Entra takes that for this computer (localhost) only.",
			"Set the product up for https, then use its https:// address.")
	case u.Scheme != "http" && u.Scheme != "https":
		say(finding.EndpointMalformed, "A redirect URI of the platform Web begins with https://.")
	case signIn && !strings.HasSuffix(u.Path, "/oauth2/nativeclient"), portalHost(host):
		say(finding.EndpointWrongKind, "This is an address of Microsoft's, not the redirect URI of your product.")
	}
	if answered := u.Query(); answered.Has("code") || answered.Has("session_state") || answered.Has("state") || answered.Has("error") {
		say(finding.EndpointMalformed, "This is the address after a sign-in, with Microsoft's answer in it.",
			"Use the part before the question mark, as the product shows it.")
	}
	if strings.Contains(uri, "#") {
		say(finding.EndpointMalformed, "There is a # in the redirect URI. It may have none.")
	}
	if u.User != nil {
		say(finding.EndpointMalformed, "There is a user name before an @ in the redirect URI.")
	}
}
