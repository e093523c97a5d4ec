package entra

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

// anAuthority is a certificate in a file.
func anAuthority(t *testing.T) (path string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own := &x509.Certificate{SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, own, own, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	path = filepath.Join(t.TempDir(), "bundle.pem")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	return path, pool
}

func TestTheBundleIsReadAlone(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems keep their certificates elsewhere")
	}
	before := bundles
	t.Cleanup(func() { bundles = before })
	system, only := anAuthority(t)
	elsewhere, _ := anAuthority(t)
	mine, both := anAuthority(t)
	pem, err := os.ReadFile(system)
	if err != nil {
		t.Fatal(err)
	}
	both.AppendCertsFromPEM(pem)
	none := system + ".none"
	for name, c := range map[string]struct {
		bundles         []string
		file, directory string
		want            *x509.CertPool // nil: crypto/x509 reads them
	}{
		"the first that is there":            {[]string{none, system, elsewhere}, "", "", only},
		"none is there":                      {[]string{none, none}, "", "", nil},
		"one without a certificate":          {[]string{os.DevNull, system}, "", "", nil},
		"another place":                      {[]string{none, none, system}, "", "", only},
		"SSL_CERT_FILE comes on top":         {[]string{none, system}, mine, "", both},
		"SSL_CERT_FILE is the bundle":        {[]string{none, system}, system, "", only},
		"SSL_CERT_FILE is not there":         {[]string{none, system}, none, "", only},
		"SSL_CERT_FILE, the bundle apart":    {[]string{none, none, system}, mine, "", nil},
		"SSL_CERT_DIR is the bundle's":       {[]string{elsewhere, system}, "", filepath.Dir(system) + "/", only},
		"SSL_CERT_DIR is somebody's own":     {[]string{elsewhere, system}, "", filepath.Dir(mine), nil},
		"SSL_CERT_DIR has several":           {[]string{elsewhere, system}, "", filepath.Dir(system) + ":" + filepath.Dir(mine), nil},
		"SSL_CERT_FILE and the bundle's DIR": {[]string{elsewhere, system}, mine, filepath.Dir(system), both},
	} {
		t.Run(name, func(t *testing.T) {
			bundles = c.bundles
			t.Setenv("SSL_CERT_FILE", c.file)
			t.Setenv("SSL_CERT_DIR", c.directory)
			got := bundled()
			if (got == nil) != (c.want == nil) || got != nil && !got.Equal(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestExtraCertificatesJoinTheSystems(t *testing.T) {
	path, _ := anAuthority(t)
	extra, err := certificates(path)
	if err != nil {
		t.Fatal(err)
	}
	want := x509.NewCertPool()
	if system := roots(nil); system != nil {
		want = system
	}
	want.AppendCertsFromPEM(extra)
	if got := roots(extra); !got.Equal(want) {
		t.Error("the extra certificates replace the system's")
	}
}

// The certificates here arrive only after the client has connected: a transport
// that reads them first would never connect.
func TestCertificatesAreReadBesideTheFirstConnection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	reached := make(chan struct{})
	go func() {
		if conn, err := l.Accept(); err == nil {
			defer func() { _ = conn.Close() }()
		}
		close(reached)
	}()
	read := false
	dial := dialBeside(sync.OnceFunc(func() {
		select {
		case <-reached:
		case <-time.After(10 * time.Second):
			t.Error("nothing is dialled before the certificates are read")
		}
		read = true
	}))
	conn, err := dial(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	if !read {
		t.Error("the connection is there before the certificates are")
	}
}
