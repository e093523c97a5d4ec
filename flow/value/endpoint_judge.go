package value

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// ParseEndpoint reads any URL that a user pastes. ok is false if it is not a
// URL of Microsoft's sign-in hosts or portals.
func ParseEndpoint(text string) (e Endpoint, ok bool) {
	text, _ = Clean(text)
	j := inspect(text, "")
	return j.Endpoint, j.Endpoint.Cloud != "" || j.Endpoint.Kind == EndpointPortal
}

// JudgeEndpoint says what is wrong with a URL for an endpoint of the kind want,
// and what the right one is. It never quotes anything after a question mark or
// before an @.
func JudgeEndpoint(text string, want EndpointKind) Judgement {
	text, notes := Clean(text)
	j := inspect(text, want)
	j.Notes = append(notes, j.Notes...)
	if j.hopeless {
		return j.Judgement
	}
	j.Corrected = j.correct()
	for i := range j.Problems {
		j.Problems[i].Do = j.advise(j.Problems[i])
	}
	return j.Judgement
}

// inspection is a judgement in progress.
type inspection struct {
	Judgement
	want     EndpointKind
	tenant   string // definite and fit for a URL; otherwise ""
	hopeless bool   // nothing could be read, so there is nothing to advise
}

func (j *inspection) problem(f *finding.Finding) {
	if f == nil || slices.ContainsFunc(j.Problems, func(old finding.Finding) bool { return old.Says == f.Says }) {
		return
	}
	j.Problems = append(j.Problems, *f)
}

func inspect(text string, want EndpointKind) inspection {
	j := inspection{want: want}
	j.Endpoint.Kind = EndpointUnknown
	if f := noURL(text, want); f != nil {
		j.problem(f)
		j.hopeless = true
		return j
	}
	a := readAddress(text)
	if i := slices.IndexFunc(a.slips, urlMistake.hopeless); i >= 0 {
		says, do := a.slips[i].Says()
		j.problem(found(finding.EndpointMalformed, says, do...))
		j.hopeless = true
		return j
	}
	j.Endpoint.Host = a.host
	if f := hostMissing(a, want); f != nil {
		j.Endpoint.Host, j.hopeless = "", true
		j.problem(f)
		return j
	}
	kind, fault := hostFault(a.host)
	j.problem(fault)
	if fault != nil {
		j.Endpoint.Kind = kind
		j.elsewhere(a)
		return j
	}
	j.scheme(a)
	j.slips(a)
	j.Notes = append(j.Notes, a.notes...)
	r := readRoute(a.segments)
	j.signInHost(a.host, &r)
	j.route(r)
	j.tenantOf(r)
	return j
}

// noURL is the finding for a text that is not a URL.
func noURL(txt string, want EndpointKind) *finding.Finding {
	name := want.Words()
	switch {
	case txt == "":
		return found(finding.EndpointMalformed, "The "+name+" is missing.", howToFind(want))
	case HoldsSecret(authorityOf(txt)):
		return found(finding.EndpointMalformed, "This looks like a client secret, not a URL.",
			PasteSecret+" The "+name+" goes here.")
	case IsGUID(txt):
		return found(finding.EndpointMalformed, "This is an ID, not a URL.",
			howToFind(want))
	case strings.Contains(txt, "@") && !strings.ContainsAny(txt, `/\`):
		return found(finding.EndpointMalformed, "This is an e-mail address, not a URL.", howToFind(want))
	case text.Placeholder(txt):
		return found(finding.PlaceholderLeft, "This is still a placeholder from a document.", howToFind(want))
	case !strings.ContainsAny(txt, `./\:`) && !strings.Contains(strings.ToLower(txt), "%3a"):
		return found(finding.EndpointMalformed, "This is not a URL.", howToFind(want))
	}
	return nil
}

// authorityOf is the part of a URL before its path, as given.
func authorityOf(text string) string {
	from := 0
	if at := strings.Index(text, "://"); at >= 0 {
		from = at + len("://")
	}
	authority, _, _ := strings.Cut(text[from:], "/")
	return authority
}

// hostMissing is the finding for a URL that starts with its tenant.
func hostMissing(a address, want EndpointKind) *finding.Finding {
	_, signIn := CloudOfLogin(a.host)
	switch {
	case a.scheme != "" || signIn || len(a.slips) > 0:
		return nil
	case len(a.segments) == 0 && !portalHost(a.host):
		return found(finding.EndpointMalformed, "This is a domain, not a URL.", howToFind(want))
	case len(a.segments) > 0 && slices.Contains(pathWords, strings.ToLower(a.segments[0])):
		return found(finding.EndpointMalformed, "The beginning of the URL is missing: https:// and the sign-in host.", howToFind(want))
	}
	return nil
}

// elsewhere keeps what the URL of another host still tells: a portal's URL
// contains the tenant.
func (j *inspection) elsewhere(a address) {
	if slices.Contains(a.slips, slipUser) && j.Problems[0].Cause == finding.EndpointHostUnknown {
		j.problem(found(finding.EndpointMalformed, "There is an @ in the URL: what stands before it is a user name, and only what follows is the host."))
	}
	if j.Endpoint.Kind != EndpointPortal {
		return
	}
	name := ""
	if at, ok := strings.CutPrefix(a.fragment, "@"); ok {
		name, _, _ = strings.Cut(at, "/")
	} else if len(a.segments) > 0 {
		name = strings.TrimPrefix(a.segments[0], "@")
	}
	if t, problem := readTenant(name); problem == nil {
		j.Endpoint.Tenant = t.Value
	}
}

func (j *inspection) scheme(a address) {
	switch a.scheme {
	case "https":
	case "http":
		j.problem(found(finding.EndpointNotHTTPS, "The URL begins with http://: what is sent there is not encrypted."))
	case "":
		j.problem(found(finding.EndpointMalformed, "https:// is missing at the beginning."))
	default:
		j.problem(found(finding.EndpointMalformed, "The URL must begin with https://."))
	}
}

func (j *inspection) slips(a address) {
	for _, s := range a.slips {
		says, do := s.Says()
		if s == slipQuery && strings.Contains(strings.ToLower(a.query), "secret=") {
			do = append(do, "There is a client secret in it, which browsers and servers keep: delete that secret in the portal and make a new one.")
		}
		j.problem(found(finding.EndpointMalformed, says, do...))
	}
}

// signInHost takes over a sign-in host, with an alias replaced by the preferred
// name.
func (j *inspection) signInHost(host string, r *route) {
	cloud, _ := CloudOfLogin(host)
	j.Endpoint.Cloud = cloud
	preferred := cloud.LoginHost()
	if preferred == "" || preferred == host {
		return
	}
	j.Endpoint.Host = preferred
	if !strings.HasPrefix(host, "sts.") {
		j.Notes = append(j.Notes, "wrote "+preferred+" for its older name "+host)
		return
	}
	if r.kind == EndpointBase {
		r.kind, r.version, r.odd = EndpointIssuer, 1, wellFormed
		return
	}
	j.problem(found(finding.EndpointWrongKind, host+" is the name that tokens carry as their issuer, not a host to ask for one."))
}
