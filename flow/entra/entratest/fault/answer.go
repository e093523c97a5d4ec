// Package fault has what can go wrong between mailgrant and Microsoft, for tests:
// on the wire, in an answer, at Entra. The program does not import it.
package fault

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"strings"

	"mailgrant/flow/entra/entratest"
)

// Answer answers with this status, type and body.
func Answer(status int, contentType, body string) entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// Granting answers 200 with this body in place of a token.
func Granting(body string) entratest.Fault {
	return Answer(http.StatusOK, "application/json; charset=utf-8", body)
}

// Throttle answers 429 in plain text, like Entra's gateway. retryAfter is sent
// as it is; "" sends none.
func Throttle(retryAfter string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		Answer(http.StatusTooManyRequests, "text/plain", "Too Many Requests")(w, r, answer)
	}
}

// Unavailable answers 503 with a web page.
func Unavailable() entratest.Fault {
	return Answer(http.StatusServiceUnavailable, "text/html",
		"<!doctype html><title>503</title><h2>The service is not available.</h2>")
}

// Portal answers 200 with a sign-in page, like a hotel's network.
func Portal() entratest.Fault {
	return Answer(http.StatusOK, "text/html; charset=utf-8",
		"<!DOCTYPE html><html><title>Guest network</title><form>Room number <input></form></html>")
}

// Redirect redirects to another address.
func Redirect(status int, to string) entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	}
}

// Says refuses with an error in which every text is text.
func Says(text string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		body, err := json.Marshal(map[string]any{
			"error": text, "error_description": text, "error_uri": text,
			"trace_id": text, "correlation_id": text, "timestamp": text, "error_codes": []int{999999},
		})
		if err != nil {
			panic(err) // strings and a list of numbers always encode
		}
		Answer(http.StatusBadRequest, "application/json", string(body))(w, r, answer)
	}
}

// Echo refuses and sends the whole request back in its texts, as some broken
// gateways do.
func Echo() entratest.Fault { return EchoAs(func(text string) string { return text }) }

// EchoAs is Echo with the request in another form, such as base64.
func EchoAs(form func(text string) string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		body, _ := io.ReadAll(r.Body)
		var b strings.Builder
		fmt.Fprintf(&b, "AADSTS900144: %s %s\n", r.Method, r.URL)
		for _, name := range headerNames(r.Header) {
			fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(r.Header[name], ", "))
		}
		b.WriteString(string(body) + "\n")
		for name, values := range r.PostForm {
			fmt.Fprintf(&b, "%s=%s\n", name, strings.Join(values, ","))
		}
		Says(form(b.String()))(w, r, answer)
	}
}

func headerNames(h http.Header) []string {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
