package term

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// breaking panics at the named place.
type breaking struct{ where string }

const leaked = "the secret aB38Q~spilled"

func (f breaking) Init() tea.Cmd {
	if f.where == "Init" {
		panic(leaked)
	}
	return nil
}

func (f breaking) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	boom := func() tea.Msg { panic(leaked) }
	fine := func() tea.Msg { return nil }
	switch f.where {
	case "Update":
		panic(leaked)
	case "command":
		return f, boom
	case "batch":
		return f, tea.Batch(fine, boom)
	case "sequence":
		return f, tea.Sequence(fine, tea.Batch(fine, boom))
	}
	return f, nil
}

func (f breaking) View() string {
	if f.where == "View" {
		panic(leaked)
	}
	return ""
}

// perform runs a command and the messages that follow, as Bubble Tea does.
func perform(g *guard, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, c := range batch {
			perform(g, c)
		}
		return
	}
	// The type of a sequence is private to Bubble Tea; commandsOf wraps its
	// commands in place.
	for _, c := range commandsOf(msg) {
		perform(g, c)
	}
}

func TestAPanicAnywhereClosesTheScreenAndSaysNothingOfItsText(t *testing.T) {
	for _, where := range []string{"Init", "Update", "View", "command", "batch", "sequence"} {
		t.Run(where, func(t *testing.T) {
			killed := 0
			g := &guard{model: breaking{where}, kill: func() { killed++ }}
			perform(g, g.Init())
			_, cmd := g.Update(tea.KeyMsg{})
			perform(g, cmd)
			g.View()
			if killed == 0 {
				t.Fatal("the program goes on")
			}
			err := g.verdict(context.Background(), tea.ErrProgramKilled)
			if err == nil || strings.Contains(err.Error(), "spilled") {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestHowAScreenEnds(t *testing.T) {
	ctrlC, other := tea.KeyMsg{Type: tea.KeyCtrlC}, tea.KeyMsg{Type: tea.KeyEnter}
	hup, cancel := context.WithCancelCause(context.Background())
	cancel(Interruption{syscall.SIGHUP})
	tests := map[string]struct {
		ctx  context.Context
		seen []tea.Msg
		err  error
		want error
	}{
		"by its own decision":               {context.Background(), []tea.Msg{other, tea.QuitMsg{}}, nil, nil},
		"by ctrl+c":                         {context.Background(), []tea.Msg{other, ctrlC, tea.QuitMsg{}}, nil, Interruption{syscall.SIGINT}},
		"by its own decision, after ctrl+c": {context.Background(), []tea.Msg{ctrlC, other, tea.QuitMsg{}}, nil, nil},
		"by a signal":                       {hup, nil, tea.ErrProgramKilled, Interruption{syscall.SIGHUP}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			g := &guard{model: breaking{}}
			for _, msg := range tt.seen {
				g.watch(nil, msg)
			}
			if got := g.verdict(tt.ctx, tt.err); !errors.Is(got, tt.want) {
				t.Errorf("%v; want %v", got, tt.want)
			}
		})
	}
}
