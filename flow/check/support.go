package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// About is what a support report says about the program and the run.
type About struct {
	Version string // of mailgrant
	Go      string // of the compiler
	System  string // operating system and architecture
	Mode    string // live, offline or practice
}

// Run is one check in a support report.
type Run struct {
	Report
	Started time.Time
	Took    time.Duration // 0 if unknown
}

// SupportReport is a report as Markdown that is safe to attach to a public
// ticket. It is safe by construction: its own words, numbers, times, and GUIDs
// that Microsoft gave a request. It copies nothing as a server or a user wrote
// it. IDs are shortened and mailboxes masked; full keeps both, the hosts in
// between and Microsoft's own text, for Microsoft's support.
func SupportReport(about About, full bool, runs ...Run) string {
	d := &SupportWriter{about: about, full: full}
	d.line("# mailgrant report\n")
	if full {
		d.line("For Microsoft's support, not for a public ticket: it names tenant, app and mailboxes. It holds no secret and no token.\n")
	} else {
		d.line("Made to be attached to a ticket: it holds no secret and no token, IDs are cut short and mailboxes masked.\n")
	}
	d.table("mailgrant", d.word(about.Version), "System", d.word(about.System), "Go", d.word(about.Go),
		"Mode", d.mode(), "Credentials", strconv.Itoa(len(runs)))
	for _, r := range runs {
		d.own = append(d.own, r.Facts.IDs...)
	}
	for i, r := range runs {
		d.run(place(i+1, len(runs)), r)
	}
	return d.String()
}

// place numbers a credential among the checked ones, in the order of the
// command's own output, so that the sender of the report can tell which one it
// is.
func place(n, of int) string {
	if of == 1 {
		return "1"
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(of)
}

// SupportWriter writes a support report.
type SupportWriter struct {
	strings.Builder
	about About
	full  bool
	own   []string // GUIDs of the credentials, which a server must not pass off as a trace ID
}

func (d *SupportWriter) line(texts ...string) { d.WriteString(strings.Join(texts, "") + "\n") }

// table writes labels with their values, and skips those without one.
func (d *SupportWriter) table(pairs ...string) {
	d.line("| | |\n|---|---|")
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			d.line("| ", pairs[i], " | ", pairs[i+1], " |")
		}
	}
}

func (d *SupportWriter) run(place string, r Run) {
	d.line("\n## Credential ", place, ": ", verdictWords[r.Verdict], "\n")
	if r.Root != nil {
		c := known(r.Root.Cause)
		d.line("Root cause: **", string(c), "**. ", c.Entry().Plain, moveOf(c), "\n")
		for _, do := range c.Entry().Do {
			d.line("- ", do)
		}
		d.line("")
	}
	guide, _ := guide.Find(r.Guide)
	d.table("Name", d.name(r.Name), "Guide", guide.ID, "Cloud", cmp.Or(r.Cloud, value.Other).Title(), "Tenant", d.Tenant(r.Tenant), "Client ID", d.id(r.ClientID),
		"Mailboxes", d.mailboxes(r.Facts.Mailboxes), "Permissions in the token", carried(r.Permits.Granted),
		"Permissions missing", permissions(r.Permits.Missing), "Started", moment(r.Started), "Duration", duration(r.Took),
		"Days until the secret ends", daysLeft(r.DaysLeft), "Token requests", tries(r.Tries), "Waited", seconds(r.Waited),
		"Clock", r.Facts.clock(), "Proxy", d.proxy(r.Facts.Proxy), "Certificate issued by", d.Issuer(r.Facts))
	d.line("\n| Check | Status | Cause | What it means | Who can fix it | ms |\n|---|---|---|---|---|---|")
	for _, f := range r.Findings {
		c := known(f.Cause)
		d.line("| ", d.check(f), " | ", verdictWords[f.Status], " | ", string(c), " | ", c.Entry().Plain, " | ", c.Owner().Words(), " | ", milliseconds(f.Took), " |")
	}
	d.evidence(r)
}

// evidence is what Microsoft's support needs to find a request.
func (d *SupportWriter) evidence(r Run) {
	head := "\n### Evidence\n\n"
	for _, f := range r.Findings {
		about := append(evidenceOf(f, d.own), d.way(f)...)
		if d.full && f.Evidence.ServerText != "" && f.Status != finding.Pass {
			about = append(about, "Microsoft's text: "+code(f.Evidence.ServerText))
		}
		if len(about) > 0 {
			d.line(head, "- ", d.check(f), ": ", strings.Join(about, ", "))
			head = ""
		}
	}
}

// evidenceOf takes from a finding whatever has the form of a code, an
// identifier or a time. Identifiers of the credential itself are left out.
func evidenceOf(f finding.Finding, own []string) []string {
	var about []string
	for _, c := range f.Codes {
		if digits, ok := strings.CutPrefix(c, "AADSTS"); ok && len(digits) <= 8 && digits != "" && strings.Trim(digits, "0123456789") == "" {
			about = append(about, c)
		}
	}
	e := f.Evidence
	if e.HTTPStatus > 0 && e.HTTPStatus < 1000 {
		about = append(about, "HTTP "+strconv.Itoa(e.HTTPStatus))
	}
	for _, id := range []struct{ label, value string }{
		{"trace ", e.TraceID}, {"correlation ", e.CorrelationID}, {"request ", e.RequestID},
	} {
		mine := slices.ContainsFunc(own, func(o string) bool { return strings.EqualFold(o, id.value) })
		if value.IsGUID(id.value) && !mine {
			about = append(about, id.label+id.value)
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05Z"} {
		if at, err := time.Parse(layout, e.Timestamp); err == nil {
			return append(about, "time "+moment(at))
		}
	}
	return about
}

// check names the subject of a finding.
func (d *SupportWriter) check(f finding.Finding) string {
	if !slices.Contains(append(slices.Clone(finding.Checks), finding.KeyringCheck, finding.BrowserCheck), f.Check) {
		return ""
	}
	if f.Mailbox != "" {
		return string(f.Check) + " " + d.Mailbox(f.Mailbox)
	}
	return string(f.Check)
}

// known is c if the catalogue has it.
func known(c finding.Cause) finding.Cause {
	if c != "" && !c.Known() {
		return finding.Unknown
	}
	return c
}

// verdictWords are the words for a status in a support report.
var verdictWords = map[finding.Status]string{finding.Pass: "pass", finding.Warn: "warn", finding.Fail: "fail", finding.Undecided: "unknown", finding.Skip: "not tested"}

// moveOf is a sentence about who can fix a cause; "" if nobody knows.
func moveOf(c finding.Cause) string {
	if whose := c.Owner().Words(); whose != "" {
		return " Who can fix it: " + whose + "."
	}
	return ""
}
