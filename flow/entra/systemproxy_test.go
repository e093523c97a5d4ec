package entra

import (
	"strings"
	"testing"
)

func TestTheRegistrysProxy(t *testing.T) {
	for name, c := range map[string]struct {
		enabled        bool
		server, script string
		want           SystemProxy
	}{
		"none":                       {false, "", "", SystemProxy{}},
		"set but switched off":       {false, "proxy.contoso.com:8080", "", SystemProxy{}},
		"one for everything":         {true, "proxy.contoso.com:8080", "", SystemProxy{Address: "proxy.contoso.com:8080"}},
		"without a port":             {true, "proxy.contoso.com", "", SystemProxy{Address: "proxy.contoso.com:80"}},
		"with a scheme":              {true, "http://10.1.2.3:3128/", "", SystemProxy{Address: "10.1.2.3:3128"}},
		"one a scheme":               {true, "http=a.contoso.com:80;https=b.contoso.com:8443;ftp=c:21", "", SystemProxy{Address: "b.contoso.com:8443"}},
		"schemes in capitals":        {true, "HTTP=a:80; HTTPS=b:81", "", SystemProxy{Address: "b:81"}},
		"none for https":             {true, "http=a.contoso.com:80;socks=b:1080", "", SystemProxy{}},
		"a script":                   {false, "", "http://wpad.contoso.com/proxy.pac", SystemProxy{Script: "http://wpad.contoso.com/proxy.pac"}},
		"both":                       {true, "p:8080", "http://wpad/proxy.pac", SystemProxy{Address: "p:8080", Script: "http://wpad/proxy.pac"}},
		"a password in the address":  {true, "http://me:s3cret@p.contoso.com:8080", "http://me:s3cret@wpad/p.pac?token=s3cret", SystemProxy{Address: "p.contoso.com:8080", Script: "http://wpad/p.pac"}},
		"an IPv6 address":            {true, "[2001:db8::1]:8080", "", SystemProxy{Address: "[2001:db8::1]:8080"}},
		"something else":             {true, "\x1b[2Jp:8080 and more", "file:///C:/proxy.pac", SystemProxy{}},
		"a host that is none":        {true, "pro xy:8080", "http://w\u202epad/x", SystemProxy{}},
		"a port that is none":        {true, "p:http", "", SystemProxy{}},
		"nothing between semicolons": {true, ";;", "", SystemProxy{}},
	} {
		if got := fromRegistry(c.enabled, c.server, c.script); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestTheProxyThatScutilTellsOf(t *testing.T) {
	dictionary := func(lines ...string) string { return "<dictionary> {\n  " + strings.Join(lines, "\n  ") + "\n}\n" }
	exceptions := "ExceptionsList : <array> {\n    0 : *.local\n    1 : HTTPSProxy : not.this.one\n  }"
	for name, c := range map[string]struct {
		text string
		want SystemProxy
	}{
		"nothing":      {"", SystemProxy{}},
		"none set":     {dictionary("FTPPassive : 1", exceptions), SystemProxy{}},
		"for https":    {dictionary(exceptions, "HTTPSEnable : 1", "HTTPSPort : 8443", "HTTPSProxy : proxy.contoso.com"), SystemProxy{Address: "proxy.contoso.com:8443"}},
		"for both":     {dictionary("HTTPEnable : 1", "HTTPPort : 80", "HTTPProxy : a", "HTTPSEnable : 1", "HTTPSPort : 81", "HTTPSProxy : b"), SystemProxy{Address: "b:81"}},
		"for http":     {dictionary("HTTPEnable : 1", "HTTPPort : 3128", "HTTPProxy : 10.0.0.1", "HTTPSEnable : 0", "HTTPSProxy : b"), SystemProxy{Address: "10.0.0.1:3128"}},
		"switched off": {dictionary("HTTPSEnable : 0", "HTTPSPort : 8443", "HTTPSProxy : proxy.contoso.com"), SystemProxy{}},
		"a script":     {dictionary("ProxyAutoConfigEnable : 1", "ProxyAutoConfigURLString : http://wpad.contoso.com/wpad.dat"), SystemProxy{Script: "http://wpad.contoso.com/wpad.dat"}},
		"a script off": {dictionary("ProxyAutoConfigEnable : 0", "ProxyAutoConfigURLString : http://wpad.contoso.com/wpad.dat"), SystemProxy{}},
		"one network's within": {dictionary("__SCOPED__ : <dictionary> {\n    en0 : <dictionary> {\n      HTTPSEnable : 1\n      HTTPSProxy : inner\n    }\n  }"),
			SystemProxy{}},
		"text of another tool": {"No such key\n}}}}{{{{\nHTTPSEnable : 1", SystemProxy{}},
	} {
		if got := fromScutil(c.text); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestWhatAProxyAsksForIsNamedByAListOfOurs(t *testing.T) {
	for name, c := range map[string]struct {
		headers      []string
		wants, realm string
	}{
		"Basic":                {[]string{`Basic realm="acme"`}, "Basic", "acme"},
		"several, a line each": {[]string{"Negotiate", "NTLM", `basic realm="acme proxy", charset="UTF-8"`}, "Negotiate, NTLM, Basic", "acme proxy"},
		"one twice":            {[]string{"NTLM", "NTLM TlRMTVNTUAACAAAA"}, "NTLM", ""},
		"something unheard of": {[]string{"X-\x1b[2J secret"}, "another kind", ""},
		"nothing":              {nil, "another kind", ""},
		"a realm without end":  {[]string{`Digest realm="abc`}, "Digest", "abc"},
	} {
		if wants, realm := challenge(c.headers); wants != c.wants || realm != c.realm {
			t.Errorf("%s: %q, %q", name, wants, realm)
		}
	}
}
