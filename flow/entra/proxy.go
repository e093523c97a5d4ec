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

// proxyFunc returns the proxy for a request; nil for none.
type proxyFunc = func(*http.Request) (*url.URL, error)

// errProxyAddress is the error for any unusable proxy address: the address
// itself may contain a password.
var errProxyAddress = errors.New("the proxy's address is not usable: write it as http://host:port")

// proxyFrom chooses the proxy: the given one, or the one in HTTPS_PROXY and
// NO_PROXY. net/http ignores an HTTPS_PROXY that it can't parse; here that is
// an error of the request. from says which setting it came from.
func proxyFrom(address string) (proxy proxyFunc, from string, err error) {
	if address != "" {
		u, err := proxyURL(address)
		if err != nil {
			return nil, "", err
		}
		if u.Port() == "" && !strings.Contains(address, "://") { // otherwise any word would pass, even a misplaced secret
			return nil, "", errProxyAddress
		}
		return http.ProxyURL(u), "--proxy", nil
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} { // in net/http's order
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

// proxyURL reads a proxy's address; the scheme is optional.
func proxyURL(address string) (*url.URL, error) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || !isProxyName(u.Hostname()) || strings.Trim(u.Path, "/") != "" || !proxySchemes[u.Scheme] ||
		u.RawQuery != "" || u.ForceQuery || u.Fragment != "" { // where part of a password with ? or # would end up
		return nil, errProxyAddress
	}
	return u, nil
}

// isProxyName reports a host that can be shown: an IP address, or a host name,
// also with _ as local networks use.
func isProxyName(host string) bool { return isProxyHost(strings.ReplaceAll(host, "_", "-")) }

var proxySchemes = map[string]bool{"http": true, "https": true, "socks5": true, "socks5h": true}

// route is how a request will be routed. Of a proxy's address it shows only
// host and port. Without a port the host could be any word, so it is not named.
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
	wants  string // the authentication schemes it accepts
	realm  string // its name for itself, cleaned
}

func (p proxyRefusal) Error() string {
	says := "it answered " + strings.TrimSpace(strconv.Itoa(p.status)+" "+http.StatusText(p.status))
	if p.realm != "" {
		says += `, for "` + p.realm + `"`
	}
	return says
}

// proxyAnswered turns a proxy's refusal into an error of its own type.
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

// signIns are the authentication schemes that may be shown; nothing else that a
// proxy sends is repeated.
var signIns = []string{"Basic", "Digest", "NTLM", "Negotiate", "Kerberos", "Bearer"}

// challenge reads the authentication schemes that a proxy asks for, and its
// realm (RFC 9110 section 11.7.1).
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

// proxySecrets are the secrets in the given proxy's address and in those of the
// environment.
func proxySecrets(address string) (secrets []string) {
	secrets = secretsIn(address)
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
		secrets = append(secrets, secretsIn(os.Getenv(name))...)
		secrets = append(secrets, secretsIn(os.Getenv(strings.ToLower(name)))...)
	}
	return secrets
}

// secretsIn are the password in a proxy's address, and the user name with it,
// since a proxy receives both as one. A user name alone may be a token. The
// address need not be well-formed.
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
