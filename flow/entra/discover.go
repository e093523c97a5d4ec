package entra

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"mailgrant/flow"
)

// Discover asks loginHost what tenant (a GUID or a domain) stands for. It
// needs no credentials. A connection that breaks is tried once more. A host
// that is not Microsoft's sign-in is not asked: Trouble is flow.NotAsked.
func (c *Client) Discover(ctx context.Context, loginHost, tenant string) flow.Discovery {
	asked := url.URL{
		Scheme:  "https",
		Host:    strings.ToLower(loginHost),
		Path:    "/" + tenant + "/v2.0/.well-known/openid-configuration",
		RawPath: "/" + url.PathEscape(tenant) + "/v2.0/.well-known/openid-configuration",
	}
	if reason := refuse(asked); reason != "" {
		return flow.Discovery{Reply: c.unasked(loginHost, reason)}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, asked.String(), nil)
	if err != nil || tenant == "" {
		return flow.Discovery{Reply: c.unasked(loginHost, "no tenant to ask for")}
	}
	d := c.discoverOnce(request)
	again, left := c.waitedOut(ctx, d.Reply)
	if left {
		d.Trouble = flow.Abandoned
	}
	if again {
		return c.discoverOnce(request)
	}
	return d
}

// discoverOnce asks, and once more where the connection broke: a read may be
// repeated, and a stale connection is common.
func (c *Client) discoverOnce(request *http.Request) flow.Discovery {
	x := c.send(request)
	if x.status == 0 && !x.left && broken(x.err) {
		x = c.send(request)
	}
	d := flow.Discovery{Reply: x.reply(worded(""))}
	if d.Trouble == flow.NoTrouble && x.status < 300 {
		describe(&d, x.body)
	}
	return d
}
