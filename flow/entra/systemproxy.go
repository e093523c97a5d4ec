package entra

import (
	"bufio"
	"net"
	"net/url"
	"strings"

	"mailgrant/flow/text"
)

// SystemProxy is the proxy in the settings of Windows or macOS. net/http knows
// only the environment, so this proxy is suggested, not used.
type SystemProxy struct {
	Address string // host:port; "" if none is set
	Script  string // address of a script (PAC) that chooses one; "" if there is none
}

// fromRegistry reads Windows' Internet Settings: one proxy for everything, or
// one per scheme, as in "http=a:80;https=b:8080".
func fromRegistry(enabled bool, server, script string) SystemProxy {
	p := SystemProxy{Script: scriptAddress(script)}
	if !enabled {
		return p
	}
	plain := ""
	for entry := range strings.SplitSeq(server, ";") {
		scheme, address, named := strings.Cut(strings.TrimSpace(entry), "=")
		switch {
		case !named:
			plain = scheme
		case strings.EqualFold(scheme, "https"):
			p.Address = hostPort(address, "80")
			return p
		}
	}
	p.Address = hostPort(plain, "80")
	return p
}

// fromScutil reads the output of scutil --proxy on macOS: a dictionary with one
// "Key : Value" per line.
func fromScutil(text string) SystemProxy {
	set := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for depth := 0; lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if depth == 1 { // skip nested lists and dictionaries
			if key, value, ok := strings.Cut(line, " : "); ok {
				set[key] = strings.TrimSpace(value)
			}
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	var p SystemProxy
	for _, kind := range []string{"HTTPS", "HTTP"} {
		if p.Address == "" && set[kind+"Enable"] == "1" {
			p.Address = hostPort(set[kind+"Proxy"], set[kind+"Port"])
		}
	}
	if set["ProxyAutoConfigEnable"] == "1" {
		p.Script = scriptAddress(set["ProxyAutoConfigURLString"])
	}
	return p
}

// hostPort is an address that can be shown and typed again, with a port and
// without a user name; "" if it is not one.
func hostPort(address, port string) string {
	address = strings.TrimSpace(address)
	if address == "" {
		return ""
	}
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || !isProxyHost(u.Hostname()) {
		return ""
	}
	if u.Port() != "" {
		port = u.Port()
	}
	if port == "" || strings.Trim(port, "0123456789") != "" {
		port = "80"
	}
	return net.JoinHostPort(u.Hostname(), port)
}

func isProxyHost(host string) bool {
	return net.ParseIP(host) != nil || isHostName(strings.ToLower(host))
}

// scriptAddress is the address of a script, without user name and query.
func scriptAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || !isProxyHost(u.Hostname()) {
		return ""
	}
	return text.Clean((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String())
}
