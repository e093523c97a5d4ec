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
	report, reportAppend                  string // files of the report for support; "-" is stdout
	full                                  bool

	spent time.Duration          // on reading the secret, of the one limit
	given func(flag string) bool // on the command line, also with an empty value
}

// valueFlags describe a credential, which a saved one has of its own.
// mailboxFlags may stand beside its name, too.
var (
	valueFlags = append([]string{
		"guide", "guide-file", "client-id", "tenant", "token-endpoint", "auth-endpoint", "redirect-uri",
		"use", "expires", "secret-stdin", "secret-file",
	}, mailboxFlags...)
	mailboxFlags = []string{"mailbox", "must-refuse"}
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
	f.StringArrayVar(&o.mailboxes, "mailbox", nil, "mailbox `ADDRESS`, whose domain can replace --tenant; may repeat; beside NAME, too")
	f.StringArrayVar(&o.mustRefuse, "must-refuse", nil, "mailbox `ADDRESS` that must be out of reach, to prove a fence; may repeat; beside NAME, too")
	f.BoolVar(&o.rbac, "rbac", false, "Exchange grants the mail permissions (RBAC for Applications), so the token need not carry them")
	f.StringVar(&o.authEndpoint, "auth-endpoint", "", "authorization endpoint `URL`, to have it judged too")
	f.StringVar(&o.redirect, "redirect-uri", "", "redirect `URI`, to have it judged too")
	f.StringVar(&o.use, "use", "", "what the product does: `incoming,outgoing` or one of them (default both)")
	f.StringVar(&o.expires, "expires", "", "end date of the secret, `YYYY-MM-DD`")
	f.BoolVar(&o.secretStdin, "secret-stdin", false, "read the client secret from stdin")
	f.StringVar(&o.secretFile, "secret-file", "", "read the client secret from the file `PATH`")
	f.BoolVar(&o.offline, "offline", false, "judge the values only; nothing is sent")
	f.StringVar(&o.format, "format", "text", strings.Replace(anyOf(report.Formats()), "text", "`text`", 1))
	f.BoolVar(&o.strict, "strict", false, "warnings fail")
	f.IntVar(&o.minDays, "min-days", 0, "fail where the secret ends in fewer than `N` days")
	f.DurationVar(&o.timeout, "timeout", 30*time.Second, "time limit of one credential's whole check, reading the secret included")
	f.DurationVar(&o.wait, "wait", 0, "ask for new tokens up to `DUR` while consent or a new secret spreads; says each minute that it waits")
	f.IntVar(&o.concurrency, "concurrency", 8, "check `N` credentials at once")
	f.BoolVar(&o.hint, "hint", false, "show the secret's first three characters")
	f.BoolVar(&o.plan, "plan", false, "say what would be contacted and send nothing")
	f.StringVar(&o.report, "report", "", "write a report for support to the new `FILE`, safe for a public ticket; - prints it in place of the text")
	f.StringVar(&o.reportAppend, "report-append", "", "add that report to the end of `FILE`, which is made where there is none")
	f.BoolVar(&o.full, "full", false, "keep names, IDs, mailboxes and Microsoft's texts in that report")
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

// judge finds what is wrong with the flags themselves.
func (o *checkOptions) judge(cmd *cobra.Command, names []string) error {
	o.given = cmd.Flags().Changed
	i := slices.IndexFunc(valueFlags, o.given)
	switch {
	case !slices.Contains(report.Formats(), o.format):
		return noSuchFormat(checkHelp, o.format, report.Formats())
	case o.timeout <= 0:
		return usage(checkHelp, "The value of --timeout must be greater than zero, such as 30s.")
	case o.wait < 0:
		return usage(checkHelp, "The value of --wait can't be below 0.")
	case o.minDays < 0:
		return usage(checkHelp, "The value of --min-days can't be below 0.")
	case o.concurrency < 1:
		return usage(checkHelp, "The value of --concurrency must be 1 or more.")
	case o.all && len(names) > 0:
		return usage(checkHelp, "Give names or --all, not both.")
	case o.all && i >= 0 && slices.Contains(mailboxFlags, valueFlags[i]):
		return usage(checkHelp, "A mailbox belongs to one tenant: name the credential beside --%s, in place of --all.", valueFlags[i])
	case (o.all || len(names) > 0) && i >= 0 && !slices.Contains(mailboxFlags, valueFlags[i]):
		return usage(checkHelp, "A saved credential has values of its own: leave out --%s, or the name.", valueFlags[i])
	case o.given("guide") && o.given("guide-file"):
		return twoGuides(checkHelp)
	case o.all || len(names) > 0 || o.practice:
		return nil
	case i < 0:
		return usage(checkHelp, "Say what to check: names of saved credentials, --all, or the values of one.")
	}
	return o.judgeValues()
}

// beside is a saved credential with the mailboxes named beside it.
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

// judgeReport finds what keeps the report for support from being written.
func (o *checkOptions) judgeReport() error {
	report, add := o.given("report"), o.given("report-append")
	switch {
	case !report && !add && o.full:
		return usage(checkHelp, "--full is about the report for support: give --report FILE, too.")
	case !report && !add:
		return nil
	case o.plan:
		return usage(checkHelp, "A plan sends nothing, so there is nothing to report: leave out --plan or the report.")
	case o.reportOnly() && o.format != "text":
		return usage(checkHelp, "--report - takes the place of the text on stdout: leave out --format, or name a file.")
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

// reportOnly reports that stdout is for the report for support alone.
func (o *checkOptions) reportOnly() bool { return o.report == "-" }

// reports reports that a report for support is wanted.
func (o *checkOptions) reports() bool { return o.report != "" || o.reportAppend != "" }

// judgeValues finds what is lacking before anything can be judged.
func (o *checkOptions) judgeValues() error {
	switch {
	case !o.given("guide") && !o.given("guide-file"):
		return usage("mailgrant guides", "Say which procedure the app was registered by: --guide ID.")
	case !o.given("client-id"):
		return usage(checkHelp, "Say which app to check: --client-id ID.")
	case !o.given("tenant") && !o.given("token-endpoint") && !o.given("mailbox"):
		return usage(checkHelp, "Say which tenant the app is in: --tenant, --token-endpoint or --mailbox.")
	}
	return nil
}

// twoSources lists the secret's sources where there is more than one.
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
