package entra

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
)

type proxyFunc = func(*http.Request) (*url.URL, error)

// errProxyAddress stands for every unusable proxy address: the address itself
// may hold a password.
var errProxyAddress = errors.New("the proxy's address is not usable: write it as http://host:port")

// proxyFrom picks the proxy: the one named, or what HTTPS_PROXY and NO_PROXY
// say. net/http goes past an HTTPS_PROXY it cannot read; here that is an error
// of the request.
func proxyFrom(address string) (proxyFunc, error) {
	if address != "" {
		u, err := proxyURL(address)
		if err != nil {
			return nil, err
		}
		return http.ProxyURL(u), nil
	}
	if set := cmp.Or(os.Getenv("HTTPS_PROXY"), os.Getenv("https_proxy")); set != "" {
		if _, err := proxyURL(set); err != nil {
			return func(*http.Request) (*url.URL, error) { return nil, err }, nil
		}
	}
	return http.ProxyFromEnvironment, nil
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

// proxyRefusal is a proxy's answer to CONNECT other than 200.
type proxyRefusal struct{ status int }

func (p proxyRefusal) Error() string {
	return strings.TrimSpace("the proxy answered " + strconv.Itoa(p.status) + " " + http.StatusText(p.status))
}

// proxyAnswered turns a proxy's refusal into an error that can be told apart.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return proxyRefusal{answer.StatusCode}
}
