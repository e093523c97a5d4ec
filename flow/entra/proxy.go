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

	"mailgrant/flow/text"
	"mailgrant/flow/wire"
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
		if u.Port() == "" && !strings.Contains(address, "://") { // any word would do, a secret in the wrong place too
			return nil, "", errProxyAddress
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
	if err != nil || !isProxyName(u.Hostname()) || strings.Trim(u.Path, "/") != "" || !proxySchemes[u.Scheme] ||
		u.RawQuery != "" || u.ForceQuery || u.Fragment != "" { // what a password with ? or # in it falls into
		return nil, errProxyAddress
	}
	return u, nil
}

// isProxyName reports a host that can be shown: an address, or a name as networks
// have them, with _ too.
func isProxyName(host string) bool { return isProxyHost(strings.ReplaceAll(host, "_", "-")) }

var proxySchemes = map[string]bool{"http": true, "https": true, "socks5": true, "socks5h": true}

// route is the way a request takes: by host and port, and nothing else of a
// proxy's address. Without a port it could be any word, so it is not named.
func (c *Client) route(r *http.Request) wire.Route {
	if c.proxy == nil {
		return wire.Route{}
	}
	u, err := c.proxy(r)
	switch {
	case err != nil:
		return wire.Route{From: c.proxySet}
	case u == nil:
		return wire.Route{}
	case u.Port() == "":
		return wire.Route{From: cmp.Or(c.proxySet, "the environment")}
	}
	return wire.Route{Proxy: text.Clean(u.Host), From: c.proxySet}
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
		p.realm = worded(secretsIn(proxy.String())...).name(p.realm)
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

// proxySecrets are those of the proxy that is named, and of all that the
// environment names.
func proxySecrets(address string) (secrets []string) {
	secrets = secretsIn(address)
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
		secrets = append(secrets, secretsIn(os.Getenv(name))...)
		secrets = append(secrets, secretsIn(os.Getenv(strings.ToLower(name)))...)
	}
	return secrets
}

// secretsIn are the password of a proxy's address, and with it the user name, as
// a proxy is sent both in one. A name alone may be a token. The address need not
// be well-formed.
func secretsIn(address string) (secrets []string) {
	if _, behind, ok := strings.Cut(address, "://"); ok {
		address = behind
	}
	at := strings.LastIndex(address, "@")
	if at < 0 {
		return nil
	}
	user := address[:at]
	plain, err := url.PathUnescape(user)
	if err != nil {
		plain = user
	}
	for _, login := range []string{user, plain} {
		_, password, _ := strings.Cut(login, ":")
		secrets = append(secrets, login, password)
	}
	return secrets
}
