package cli

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/ui/early"
	"mailgrant/ui/term"
)

// settingFault makes this test binary a program that shows a faulty model on
// its terminal, for the tests of package termtest.
const settingFault = "MAILGRANT_TEST_FAULT"

func TestMain(m *testing.M) {
	early.Restore()
	if where := os.Getenv(settingFault); where != "" {
		os.Exit(showFaulty(where))
	}
	code := m.Run()
	if builtPath != "" {
		_ = os.RemoveAll(filepath.Dir(builtPath))
	}
	os.Exit(code)
}

// fragile panics where its setting says.
type fragile struct{ where string }

const spilled = "the secret aB38Q~spilled"

func (f fragile) Init() tea.Cmd {
	if f.where == "Init" {
		panic(spilled)
	}
	return nil
}

func (f fragile) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	boom := func() tea.Msg { panic(spilled) }
	fine := func() tea.Msg { return nil }
	switch f.where {
	case "Update":
		panic(spilled)
	case "command":
		return f, boom
	case "batch":
		return f, tea.Batch(fine, boom)
	case "sequence":
		return f, tea.Sequence(fine, tea.Batch(fine, boom))
	}
	return f, nil
}

func (f fragile) View() string {
	if f.where == "View" {
		panic(spilled)
	}
	return ""
}

// showFaulty runs a model that panics where its setting says, or hangs at the
// first key, the way Main runs the wizard.
func showFaulty(where string) int {
	w := Here()
	w.rescue = &term.Rescue{}
	ctx := term.WatchSignals(w.rescue)
	if where == "second answer" {
		return twiceAnswered(ctx, w)
	}
	var model tea.Model = fragile{where}
	if where == "hang" {
		model = stuck{}
	}
	in, _ := term.Terminal(w.In)
	out, _ := term.Terminal(w.Out)
	err := term.NewScreen(in, out, w.rescue).Show(ctx, model)
	return conclude(ctx, err, &sink{w: w.Out}, w.Err, "text")
}

// twiceAnswered is the wizard with a Microsoft that answers everything twice,
// the second time repeating the request.
func twiceAnswered(ctx context.Context, w World) int {
	ms, err := entratest.Start(entratest.Contoso(w.Now()))
	if err != nil {
		return exitOurs
	}
	defer ms.Close()
	ms.Fault(entratest.Match{}, fault.Twice(fault.Reflected))
	w = w.secluded()
	w.Transport = ms.Transport()
	return Run(ctx, []string{"setup", "--dry-run"}, w)
}

// stuck accepts one key and never another.
type stuck struct{}

func (stuck) Init() tea.Cmd { return nil }

func (s stuck) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		select {}
	}
	return s, nil
}

func (stuck) View() string { return "press a key" }
