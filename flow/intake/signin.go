package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// signIn is one entry of a sign-in log.
type signIn struct {
	at                        time.Time
	when, code, reason, more  string
	interrupted               bool
	app, client, resource     string
	correlation, request      string
	access                    string // the result of Conditional Access
	policies, ids, reportOnly []string
}

func (s signIn) failed() bool { return s.code != "" && s.code != "0" && s.code != "None" }

// entras reports a result as Entra has it: one of its numbers, or none. Other
// services have results, too.
func (s signIn) entras() bool {
	const fewest = 5
	return !s.failed() || len(s.code) >= fewest && strings.Trim(s.code, "0123456789") == ""
}

// readSignIns reads a sign-in log: what the portal exports, Graph lists, or a
// workspace keeps.
func readSignIns(list []object) (Text, bool) {
	var all []signIn
	for _, o := range list {
		if p := o.sub("properties"); p != nil {
			for k, v := range o {
				if !p.has(k) {
					p[k] = v
				}
			}
			o = p
		}
		status := o.sub("status")
		isEntry := status.has("errorcode") || (o.has("resulttype") && (o.has("resultdescription") || strings.Contains(strings.ToLower(o.str("category")), "signin")))
		if !isEntry {
			continue
		}
		s := signIn{
			when: o.str("createddatetime", "timegenerated", "time"), code: cmp.Or(status.str("errorcode"), o.str("resulttype")),
			reason: cmp.Or(status.str("failurereason"), o.str("resultdescription")), more: status.str("additionaldetails"),
			app: o.str("appdisplayname", "serviceprincipalname"), client: o.str("appid"), resource: o.str("resourcedisplayname"),
			correlation: o.str("correlationid"), request: o.str("id", "originalrequestid"), access: o.str("conditionalaccessstatus"),
		}
		for _, key := range []string{"appliedconditionalaccesspolicies", "conditionalaccesspolicies"} {
			for _, p := range o.list(key) {
				s.policy(p.str("displayname"), p.str("id"), p.str("result"))
			}
		}
		s.at, s.interrupted = moment(s.when), slices.Contains(interrupts, s.code)
		all = append(all, s)
	}
	return signIns(all)
}

// interrupts are codes of a sign-in that goes on after a question, as the log
// has them.
var interrupts = strings.Fields("16000 16001 50055 50058 50072 50074 50076 50079 50097 50125 50140 50199 51006")

// policy notes a Conditional Access policy that refused.
func (s *signIn) policy(name, id, result string) {
	switch strings.ToLower(result) {
	case "failure":
		s.policies = append(s.policies, quote(name))
		if value.IsGUID(id) {
			s.ids = append(s.ids, strings.ToLower(id))
		}
	case "reportonlyfailure":
		s.reportOnly = append(s.reportOnly, quote(name))
	}
}

// signIns tells the newest failure of a log. Sign-ins that were only interrupted,
// to ask for more, count where nothing failed.
func signIns(all []signIn) (Text, bool) {
	all = slices.DeleteFunc(all, func(s signIn) bool { return !s.entras() })
	if len(all) == 0 {
		return Text{}, false
	}
	t := Text{Format: SignIns}
	failed := slices.DeleteFunc(slices.Clone(all), func(s signIn) bool { return !s.failed() })
	if final := slices.DeleteFunc(slices.Clone(failed), func(s signIn) bool { return s.interrupted }); len(final) > 0 {
		failed = final
	}
	if len(failed) == 0 {
		t.Facts = append(t.Facts, notes(text.Count(len(all), "sign-in")+", none of which failed"))
		t.Inner = value.NewSecret(" ")
		return t, true
	}
	newest := slices.MaxFunc(failed, func(a, b signIn) int { return a.at.Compare(b.at) })
	t.Facts = append(t.Facts, failedNote(newest, len(failed), len(all)))
	t.Inner = value.NewSecret(newest.words())
	return t, true
}

func failedNote(s signIn, failed, all int) Fact {
	says := "sign-in"
	if s.app != "" {
		says += " of " + strconv.Quote(quote(s.app))
	}
	if s.resource != "" {
		says += " to " + quote(s.resource)
	}
	says += " failed with " + quote(s.code)
	if s.when != "" {
		says += " at " + quote(s.when)
	}
	if s.reason != "" {
		says += ": " + said(s.reason)
	}
	if len(s.policies) > 0 {
		says += " Refused by the Conditional Access " + plural(len(s.policies), "policy", "policies") + " " + text.List(s.policies) + "."
	} else if strings.EqualFold(s.access, "failure") {
		says += " Conditional Access: failure."
	}
	if all > 1 {
		says += " (" + strconv.Itoa(failed) + " of " + strconv.Itoa(all) + " sign-ins failed; this is the newest)"
	}
	return result(notes(says))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// words are the entry as the error that the app got.
func (s signIn) words() string {
	var b strings.Builder
	b.WriteString("AADSTS" + s.code + ": " + s.reason + "\n")
	if s.more != "" && s.more != "None" {
		b.WriteString(s.more + "\n")
	}
	for _, l := range []struct{ name, val string }{{"Trace ID", s.request}, {"Correlation ID", s.correlation}, {"Timestamp", s.when}, {"Client ID", s.client}} {
		if l.val != "" {
			b.WriteString(l.name + ": " + l.val + "\n")
		}
	}
	if len(s.ids) > 0 {
		b.WriteString(`"capolids":{"values":["` + strings.Join(s.ids, `","`) + `"]}` + "\n")
	}
	return b.String()
}
