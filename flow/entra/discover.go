package entra

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"mailgrant/flow/wire"
)

// Discover asks loginHost about tenant (a GUID or a domain). It needs no
// credentials. If the connection breaks, it tries once more. It does not ask a
// host that is not Microsoft's sign-in: then Trouble is wire.NotAsked.
func (c *Client) Discover(ctx context.Context, loginHost, tenant string) wire.Discovery {
	m, reply := c.document(ctx, loginHost, tenant)
	d := wire.Discovery{Reply: reply}
	if m != nil {
		describe(&d, *m, c.say)
	}
	return d
}

// document reads the discovery document of a tenant; it is nil if reply says
// why there is none.
func (c *Client) document(ctx context.Context, loginHost, tenant string) (*metadata, wire.Reply) {
	asked := url.URL{
		Scheme:  "https",
		Host:    strings.ToLower(loginHost),
		Path:    "/" + tenant + "/v2.0/.well-known/openid-configuration",
		RawPath: "/" + url.PathEscape(tenant) + "/v2.0/.well-known/openid-configuration",
	}
	if reason := refuse(asked); reason != "" {
		return nil, c.unasked(loginHost, reason)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, asked.String(), nil)
	if err != nil || tenant == "" {
		return nil, c.unasked(loginHost, "no tenant to ask for")
	}
	x, reply := c.read(request, c.say)
	if reply.Trouble != wire.NoTrouble || x.status >= 300 {
		return nil, reply
	}
	var m metadata
	if err := json.Unmarshal(x.body, &m); err != nil || m.TokenEndpoint == "" {
		reply.Trouble, reply.Detail = wire.Malformed, "it is no discovery document"
		return nil, reply
	}
	return &m, reply
}
