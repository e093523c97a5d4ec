package cli

import (
	"context"
	"encoding/binary"
	"net"
	"sync/atomic"
	"testing"
)

// The answers of the DNS server of these tests, named like the RCODEs (RFC 1035
// section 4.1.1).
const (
	noError  = 0
	servFail = 2
	nxDomain = 3
	mute     = -1
)

// dns is the server that this program asks; "" for the usual ones. Look-ups can
// outlive a test, so the resolver itself does not change.
var dns atomic.Pointer[string]

func init() {
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		if own := dns.Load(); own != nil {
			network, address = "udp", *own
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
}

// resolving makes this program ask a DNS server of the test, which gives one
// answer to everything: an RCODE, and with noError these addresses.
func resolving(t *testing.T, rcode int, addresses ...string) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	own := server.LocalAddr().String()
	dns.Store(&own)
	t.Cleanup(func() {
		dns.Store(nil)
		_ = server.Close()
	})
	go func() {
		query := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(query)
			if err != nil {
				return
			}
			if rcode != mute && n > 12 {
				_, _ = server.WriteTo(answerTo(query[:n], rcode, addresses), from)
			}
		}
	}()
}

// answerTo is a DNS message that answers a query of one question.
func answerTo(query []byte, rcode int, addresses []string) []byte {
	end := 12
	for end < len(query) && query[end] != 0 {
		end += int(query[end]) + 1
	}
	end += 5 // the root label, type and class
	if end > len(query) {
		return nil
	}
	kind := binary.BigEndian.Uint16(query[end-4:])
	message := append([]byte{}, query[:end]...)
	binary.BigEndian.PutUint16(message[2:], 0x8180|uint16(rcode))
	clear(message[6:12]) // no other section
	for _, address := range addresses {
		ip := net.ParseIP(address)
		data, of := []byte(ip.To4()), uint16(1)
		if data == nil {
			data, of = ip.To16(), 28
		}
		if of != kind {
			continue
		}
		message[7]++
		message = append(message, 0xC0, 12) // the name asked for
		message = binary.BigEndian.AppendUint16(message, of)
		message = append(message, 0, 1, 0, 0, 0, 60)
		message = binary.BigEndian.AppendUint16(message, uint16(len(data)))
		message = append(message, data...)
	}
	return message
}
