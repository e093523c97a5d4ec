package cli

import (
	"os"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/ui/early"
)

// settingFault makes this test binary a program that shows a faulty model on
// its terminal, for the tests of package termtest.
const settingFault = "MAILGRANT_TEST_FAULT"

func TestMain(m *testing.M) {
	early.Restore()
	if where := os.Getenv(settingFault); where != "" {
		os.Exit(showFaulty(where))
	}
	os.Exit(m.Run())
}

// showFaulty runs a model that breaks where it is told to, or hangs at the
// first key, as Main runs the wizard.
func showFaulty(where string) int {
	w := Here()
	w.rescue = &rescue{}
	ctx, stop := watch(w.rescue)
	defer stop()
	var model tea.Model = fragile{where}
	if where == "hang" {
		model = stuck{}
	}
	err := newScreen(w).run(ctx, model)
	return conclude(ctx, err, &sink{w: w.Out}, w.Err, "text")
}

// stuck takes one key and never another.
type stuck struct{}

func (stuck) Init() tea.Cmd { return nil }

func (s stuck) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		select {}
	}
	return s, nil
}

func (stuck) View() string { return "press a key" }
