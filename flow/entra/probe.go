package entra

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// maxProbes is how many probes run at once: Outlook allows an app four requests
// at a time per mailbox (facts/entra.md section 6.1).
const maxProbes = 4

// probe makes the probes with a token, concurrently, and returns the results in
// order. The token goes only to host, which is a Graph host or "".
func (c *Client) probe(ctx context.Context, host, token string, probes []wire.Probe, say wording) []wire.ProbeResult {
	if len(probes) == 0 {
		return nil
	}
	results := make([]wire.ProbeResult, len(probes))
	free := make(chan struct{}, maxProbes)
	var all sync.WaitGroup
	for i, l := range probes {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			results[i] = c.probeOne(ctx, host, token, l, say)
		})
	}
	all.Wait()
	return results
}

// probeOne makes one probe. It recovers a panic, because nothing above this
// goroutine could.
func (c *Client) probeOne(ctx context.Context, host, token string, l wire.Probe, say wording) (s wire.ProbeResult) {
	s = wire.ProbeResult{Probe: l}
	defer func() {
		if recover() != nil {
			s.Reached = false
			s.Reply = wire.Reply{Trouble: wire.Internal, Detail: "the read could not be made", Host: host, At: c.now()}
		}
	}()
	address, reason := probeAddress(host, l)
	if reason != "" {
		s.Reply = c.unasked(host, reason)
		return s
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		s.Reply = c.unasked(host, "it is no address")
		return s
	}
	request.Header.Set("Authorization", "Bearer "+token)
	x, reply := c.read(request, say)
	x.quoteGraph(&reply, say)
	s.Reply = reply
	if reply.Trouble != wire.NoTrouble || x.status >= 300 {
		return s
	}
	if s.Reached = answers(l.Kind, x.body); !s.Reached {
		s.Trouble, s.Detail = wire.Malformed, "it is not what was asked for"
	}
	return s
}

// probeAddress is the URL that a probe reads (facts/entra.md section 6.3), or
// the reason why it is not made. Every probe asks for identifiers only.
func probeAddress(host string, l wire.Probe) (address url.URL, reason string) {
	if host == "" {
		return url.URL{}, "the permissions asked for name no host of Microsoft Graph"
	}
	user := "users/" + url.PathEscape(l.Mailbox)
	if l.Mailbox == "" {
		user = "me"
	}
	path, query := "", "$select=id"
	switch l.Kind {
	case wire.ProbeMe:
		path = "me"
	case wire.ProbeDirectory:
		path, query = "users", "$top=1&$select=id"
	case wire.ProbeUser:
		path = user
	case wire.ProbeInbox:
		path = user + "/mailFolders/inbox"
	}
	if path == "" || strings.Trim(l.Mailbox, ".") == "" && l.Mailbox != "" {
		return url.URL{}, "there is no such thing to look at"
	}
	path = "/v1.0/" + path
	plain, err := url.PathUnescape(path)
	if err != nil {
		return url.URL{}, "it is no address"
	}
	return url.URL{Scheme: "https", Host: host, Path: plain, RawPath: path, RawQuery: query}, ""
}

// ProbeURL is the URL that a probe reads with a token for scope; "" if it reads
// none.
func ProbeURL(scope string, l wire.Probe) string {
	address, reason := probeAddress(graphHost(scope), l)
	if reason != "" {
		return ""
	}
	return address.String()
}

// answers reports whether a body is what a probe asked for: a list of users, or
// one object with an identifier.
func answers(kind wire.ProbeKind, body []byte) bool {
	var got struct {
		ID    string            `json:"id"`
		Value []json.RawMessage `json:"value"`
	}
	if json.Unmarshal(body, &got) != nil {
		return false
	}
	if kind == wire.ProbeDirectory {
		return got.Value != nil
	}
	return got.ID != ""
}

// graphHost is the Graph host in scopes such as
// https://graph.microsoft.com/.default; "" if they have none.
func graphHost(scopes ...string) string {
	for _, scope := range scopes {
		u, err := url.Parse(scope)
		if err != nil || u.Scheme != "https" {
			continue
		}
		if cloud, ok := value.CloudOfGraph(u.Host); ok {
			return cloud.GraphHost()
		}
	}
	return ""
}
