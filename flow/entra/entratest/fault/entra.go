package fault

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"mailgrant/flow/entra/entratest"
)

// Refuse refuses like Entra: an OAuth error, an AADSTS code and a text.
func Refuse(status int, oauth string, code int, text string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		entratest.Refusal{Status: status, OAuth: oauth, Code: code, Text: text}.Write(w, r, time.Now())
	}
}

// GraphRefuse refuses like Graph.
func GraphRefuse(status int, code, text string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.Header().Set("Request-Id", uuid.NewString())
		entratest.GraphRefusal{Status: status, Code: code, Text: text}.Write(w, r, time.Now())
	}
}

// Edit sends the good answer with its body changed.
func Edit(edit func(body []byte) []byte) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		whole := &held{ResponseWriter: w, status: http.StatusOK}
		answer.ServeHTTP(whole, r)
		w.Header().Del("Content-Length")
		w.WriteHeader(whole.status)
		_, _ = w.Write(edit(whole.body.Bytes()))
	}
}

// EditJSON sends the good answer with fields of its JSON object changed.
func EditJSON(edit func(body map[string]any)) entratest.Fault {
	return Edit(func(body []byte) []byte {
		var object map[string]any
		if json.Unmarshal(body, &object) != nil {
			return body
		}
		edit(object)
		changed, err := json.Marshal(object)
		if err != nil {
			return body
		}
		return changed
	})
}

// Claim sends a token with changed claims. Graph refuses it, because its
// signature is no longer valid.
func Claim(edit func(claims map[string]any)) entratest.Fault {
	return EditJSON(func(body map[string]any) {
		token, _ := body["access_token"].(string)
		parts := strings.Split(token, ".")
		if len(parts) != 3 {
			return
		}
		text, err := base64.RawURLEncoding.DecodeString(parts[1])
		claims := map[string]any{}
		if err != nil || json.Unmarshal(text, &claims) != nil {
			return
		}
		edit(claims)
		if text, err = json.Marshal(claims); err == nil {
			parts[1] = base64.RawURLEncoding.EncodeToString(text)
			body["access_token"] = strings.Join(parts, ".")
		}
	})
}

// Crumbs sends the good answer a few bytes at a time, in chunks.
func Crumbs(size int, every time.Duration) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		whole := &held{ResponseWriter: w, status: http.StatusOK}
		answer.ServeHTTP(whole, r)
		w.Header().Del("Content-Length")
		w.WriteHeader(whole.status)
		for body := whole.body.Bytes(); len(body) > 0; {
			n := min(size, len(body))
			if _, err := w.Write(body[:n]); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			time.Sleep(every)
			body = body[n:]
		}
	}
}

// Packed sends the good answer with gzip.
func Packed() entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		whole := &held{ResponseWriter: w, status: http.StatusOK}
		answer.ServeHTTP(whole, r)
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(whole.body.Bytes())
		_ = z.Close()
		w.Header().Del("Content-Length")
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(whole.status)
		_, _ = w.Write(b.Bytes())
	}
}

// With sends the good answer with an additional header; the value is sent as it
// is.
func With(header, value string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		w.Header()[http.CanonicalHeaderKey(header)] = []string{value}
		answer.ServeHTTP(w, r)
	}
}

// Raw sends these bytes in place of an answer and closes the connection.
func Raw(format string, a ...any) entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			fmt.Fprintf(conn, format, a...)
			_ = conn.Close()
		}
	}
}
