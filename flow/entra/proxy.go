package entra

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow"
)

// proxyFunc names the proxy of a request; nil for none.
type proxyFunc = func(*http.Request) (*url.URL, error)

// errProxyAddress stands for every unusable proxy address: the address itself
// may hold a password.
var errProxyAddress = errors.New("the proxy's address is not usable: write it as http://host:port")

// proxyFrom picks the proxy: the one named, or what HTTPS_PROXY and NO_PROXY
// say. net/http goes past an HTTPS_PROXY it cannot read; here that is an error
// of the request. from says where it was set.
func proxyFrom(address string) (proxy proxyFunc, from string, err error) {
	if address != "" {
		u, err := proxyURL(address)
		if err != nil {
			return nil, "", err
		}
		return http.ProxyURL(u), "--proxy", nil
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} { // the order net/http reads them in
		set := os.Getenv(name)
		if set == "" {
			continue
		}
		if _, err := proxyURL(set); err != nil {
			return func(*http.Request) (*url.URL, error) { return nil, err }, name, nil
		}
		return http.ProxyFromEnvironment, name, nil
	}
	return http.ProxyFromEnvironment, "", nil
}

// proxyURL reads a proxy's address; the scheme may be left out.
func proxyURL(address string) (*url.URL, error) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || !proxySchemes[u.Scheme] {
		return nil, errProxyAddress
	}
	return u, nil
}

var proxySchemes = map[string]bool{"http": true, "https": true, "socks5": true, "socks5h": true}

// route is the way a request takes: by host and port, and nothing else of a
// proxy's address.
func (c *Client) route(r *http.Request) flow.Route {
	if c.proxy == nil {
		return flow.Route{}
	}
	u, err := c.proxy(r)
	switch {
	case err != nil:
		return flow.Route{From: c.proxySet}
	case u == nil:
		return flow.Route{}
	}
	return flow.Route{Proxy: flow.CleanServerText(u.Host), From: c.proxySet}
}

// proxyRefusal is a proxy's answer to CONNECT other than 200.
type proxyRefusal struct {
	status int
	wants  string // the kinds of sign-in it takes
	realm  string // what it calls itself, cleaned
}

func (p proxyRefusal) Error() string {
	says := "it answered " + strings.TrimSpace(strconv.Itoa(p.status)+" "+http.StatusText(p.status))
	if p.realm != "" {
		says += `, for "` + p.realm + `"`
	}
	return says
}

// proxyAnswered turns a proxy's refusal into an error that can be told apart.
func proxyAnswered(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	p := proxyRefusal{status: answer.StatusCode}
	if p.status == http.StatusProxyAuthRequired {
		p.wants, p.realm = challenge(answer.Header.Values("Proxy-Authenticate"))
		p.realm = worded(passwordOf(proxy)).name(p.realm)
	}
	return p
}

// signIns are the kinds of proxy sign-in that are named; anything else a proxy
// writes is not repeated.
var signIns = []string{"Basic", "Digest", "NTLM", "Negotiate", "Kerberos", "Bearer"}

// challenge reads what a proxy asks for, and what it calls itself
// (RFC 9110 section 11.7.1).
func challenge(headers []string) (wants, realm string) {
	var kinds []string
	for _, h := range headers {
		word, rest, _ := strings.Cut(strings.TrimSpace(h), " ")
		i := slices.IndexFunc(signIns, func(s string) bool { return strings.EqualFold(s, strings.TrimSuffix(word, ",")) })
		if i >= 0 && !slices.Contains(kinds, signIns[i]) {
			kinds = append(kinds, signIns[i])
		}
		if _, after, ok := strings.Cut(rest, `realm="`); ok {
			name, _, _ := strings.Cut(after, `"`)
			realm = cmp.Or(realm, name)
		}
	}
	return cmp.Or(strings.Join(kinds, ", "), "another kind"), realm
}

func passwordOf(u *url.URL) string {
	if u == nil || u.User == nil {
		return ""
	}
	password, _ := u.User.Password()
	return password
}
