package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/ui/report"
)

// checkOptions are the flags of check. The values of a credential are kept as
// given; package flow judges them.
type checkOptions struct {
	all                                    bool
	guide, clientID, tenant, tokenEndpoint string
	guideFile                              string
	own                                    *guide.Guide // read from guideFile
	authEndpoint, redirect, use, expires   string
	mailboxes, mustRefuse                  []string
	rbac                                   bool
	secretStdin                            bool
	secretFile                             string

	offline, strict, plan, practice, hint bool
	format                                string
	minDays, concurrency                  int
	timeout, wait                         time.Duration
	proxy, caFile                         string
	report, reportAppend                  string // files of the support report; "-" is stdout
	full                                  bool

	spent time.Duration          // part of the time limit that reading the secret used
	given func(flag string) bool // on the command line, even with an empty value
}

// valueFlags describe a credential; a saved one has these values already.
// mailboxFlags can also be used with its name.
var (
	valueFlags = append([]string{
		"guide", "guide-file", "client-id", "tenant", "token-endpoint", "auth-endpoint", "redirect-uri",
		"use", "expires", "secret-stdin", "secret-file",
	}, mailboxFlags...)
	mailboxFlags = []string{"mailbox", "must-refuse"}
)

// What a check does unless a flag says otherwise.
const (
	usualTimeout     = 30 * time.Second
	usualConcurrency = 8
)

const checkHelp = "mailgrant check --help"

func (o *checkOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&o.all, "all", false, "check every saved credential")
	f.StringVar(&o.guide, "guide", "", "the `ID` of the documented procedure (mailgrant guides lists them)")
	guideFileFlag(cmd, &o.guideFile)
	f.StringVar(&o.clientID, "client-id", "", "Application (client) `ID`")
	f.StringVar(&o.tenant, "tenant", "", "tenant `ID` or domain")
	f.StringVar(&o.tokenEndpoint, "token-endpoint", "", "V2 token endpoint `URL`, instead of the tenant")
	f.StringArrayVar(&o.mailboxes, "mailbox", nil, "mailbox `ADDRESS`, whose domain can replace --tenant; repeatable; also with NAME")
	f.StringArrayVar(&o.mustRefuse, "must-refuse", nil, "mailbox `ADDRESS` that must be inaccessible (tests access restrictions); repeatable; also with NAME")
	f.BoolVar(&o.rbac, "rbac", false, "Exchange grants the mail permissions (RBAC for Applications), so the token does not need them")
	f.StringVar(&o.authEndpoint, "auth-endpoint", "", "also check this authorization endpoint `URL`")
	f.StringVar(&o.redirect, "redirect-uri", "", "also check this redirect `URI`")
	f.StringVar(&o.use, "use", "", "what the product does: `incoming,outgoing`, or one of them (default both)")
	f.StringVar(&o.expires, "expires", "", "end date of the secret, `YYYY-MM-DD`")
	f.BoolVar(&o.secretStdin, "secret-stdin", false, "read the client secret from stdin")
	f.StringVar(&o.secretFile, "secret-file", "", "read the client secret from the file `PATH`")
	f.BoolVar(&o.offline, "offline", false, "check only the format of the values; nothing is sent")
	f.StringVar(&o.format, "format", "text", strings.Replace(report.AnyOf(report.Formats()), "text", "`text`", 1))
	f.BoolVar(&o.strict, "strict", false, "treat warnings as failures")
	f.IntVar(&o.minDays, "min-days", 0, "fail if the secret expires in fewer than `N` days")
	f.DurationVar(&o.timeout, "timeout", usualTimeout, "time limit for the whole check of one credential, including reading the secret")
	f.DurationVar(&o.wait, "wait", 0, "request new tokens for up to `DUR` while consent or a new secret takes effect; reports every minute")
	f.IntVar(&o.concurrency, "concurrency", usualConcurrency, "check `N` credentials at once")
	f.BoolVar(&o.hint, "hint", false, "show the secret's first three characters")
	f.BoolVar(&o.plan, "plan", false, "show what would be contacted, and send nothing")
	f.StringVar(&o.report, "report", "", "write a support report to the new `FILE`, safe for a public ticket; - prints it instead of the text")
	f.StringVar(&o.reportAppend, "report-append", "", "append that report to `FILE`, and create it if needed")
	f.BoolVar(&o.full, "full", false, "include names, IDs, mailboxes and Microsoft's texts in that report")
	wiringFlags(f, &o.proxy, &o.caFile)
	practiceFlag(f, &o.practice)
}

func wiringFlags(f *pflag.FlagSet, proxy, caFile *string) {
	f.StringVar(proxy, "proxy", "", "proxy `URL`, instead of HTTPS_PROXY")
	f.StringVar(caFile, "ca-file", "", "trust the certificates in this PEM `FILE` as well")
}

func practiceFlag(f *pflag.FlagSet, practice *bool) {
	f.BoolVar(practice, "practice", false, "use the built-in practice tenant; nothing leaves this computer")
}

// judge checks the flags themselves.
func (o *checkOptions) judge(cmd *cobra.Command, names []string) error {
	o.given = cmd.Flags().Changed
	i := slices.IndexFunc(valueFlags, o.given)
	switch {
	case !slices.Contains(report.Formats(), o.format):
		return noSuchFormat(checkHelp, o.format, report.Formats())
	case o.timeout <= 0:
		return usage(checkHelp, "The value of --timeout must be greater than zero, such as 30s.")
	case o.wait < 0:
		return usage(checkHelp, "The value of --wait must not be negative.")
	case o.minDays < 0:
		return usage(checkHelp, "The value of --min-days must not be negative.")
	case o.concurrency < 1:
		return usage(checkHelp, "The value of --concurrency must be 1 or more.")
	case o.all && len(names) > 0:
		return usage(checkHelp, "Specify names or --all, not both.")
	case o.all && i >= 0 && slices.Contains(mailboxFlags, valueFlags[i]):
		return usage(checkHelp, "A mailbox belongs to one tenant: with --%s, specify a name instead of --all.", valueFlags[i])
	case (o.all || len(names) > 0) && i >= 0 && !slices.Contains(mailboxFlags, valueFlags[i]):
		return usage(checkHelp, "A saved credential has its own values: remove --%s or the name.", valueFlags[i])
	case o.given("guide") && o.given("guide-file"):
		return twoGuides(checkHelp)
	case o.all || len(names) > 0 || o.practice:
		return nil
	case i < 0:
		return usage(checkHelp, "Specify what to check: names of saved credentials, --all, or the values of one credential.")
	}
	return o.judgeValues()
}

// beside is a saved credential with the mailboxes from the command line.
func (o *checkOptions) beside(a form.Values) form.Values {
	a.Mailboxes = slices.Clone(a.Mailboxes)
	for _, m := range o.mailboxes {
		if !slices.ContainsFunc(a.Mailboxes, func(have string) bool { return strings.EqualFold(have, m) }) {
			a.Mailboxes = append(a.Mailboxes, m)
		}
	}
	a.MustRefuse = o.mustRefuse
	return a
}

// judgeReport checks the flags of the support report.
func (o *checkOptions) judgeReport() error {
	report, add := o.given("report"), o.given("report-append")
	switch {
	case !report && !add && o.full:
		return usage(checkHelp, "--full requires --report FILE or --report-append FILE.")
	case !report && !add:
		return nil
	case o.plan:
		return usage(checkHelp, "--plan sends nothing, so there is nothing to report: remove --plan or the report flag.")
	case o.reportOnly() && o.format != "text":
		return usage(checkHelp, "--report - prints to stdout instead of the text: remove --format, or specify a file.")
	case add:
		if err := oldFile("--report-append", o.reportAppend); err != nil {
			return err
		}
	}
	if !report || o.reportOnly() {
		return nil
	}
	return newFile("--report", o.report)
}

// reportOnly reports whether stdout is reserved for the support report.
func (o *checkOptions) reportOnly() bool { return o.report == "-" }

// reports reports whether a support report is wanted.
func (o *checkOptions) reports() bool { return o.report != "" || o.reportAppend != "" }

// judgeValues checks that the required flags are given.
func (o *checkOptions) judgeValues() error {
	switch {
	case !o.given("guide") && !o.given("guide-file"):
		return usage("mailgrant guides", "Specify the procedure used to register the app: --guide ID.")
	case !o.given("client-id"):
		return usage(checkHelp, "Specify the app to check: --client-id ID.")
	case !o.given("tenant") && !o.given("token-endpoint") && !o.given("mailbox"):
		return usage(checkHelp, "Specify the tenant of the app: --tenant, --token-endpoint or --mailbox.")
	}
	return nil
}

// twoSources lists the secret's sources if there is more than one.
func (o *checkOptions) twoSources(w World) string {
	var sources []string
	if o.secretStdin {
		sources = append(sources, "--secret-stdin")
	}
	if o.given("secret-file") {
		sources = append(sources, "--secret-file")
	}
	if _, set := w.Env(secretVariable); set {
		sources = append(sources, "$"+secretVariable)
	}
	if len(sources) < 2 {
		return ""
	}
	return strings.Join(sources, " and ")
}

// settings adds to s what the flags say of how a check judges.
func (o *checkOptions) settings(s form.Settings) form.Settings {
	s.Practice, s.RBAC, s.Offline, s.MinDays = o.practice, o.rbac, o.offline, o.minDays
	return s
}
