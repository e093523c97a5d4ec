package cli

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// givenFile is a file that the only argument of explain names.
type givenFile struct {
	name string
	info fs.FileInfo
}

// namedFile reports an argument that names something on this computer. A text is
// rarely a path; one with line ends or many words never is.
func namedFile(args []string) (givenFile, bool) {
	if len(args) != 1 || strings.ContainsAny(args[0], "\n\x00") {
		return givenFile{}, false
	}
	info, err := os.Stat(args[0])
	return givenFile{args[0], info}, err == nil
}

// fileLike reports an argument that can only be meant as a file's name.
func fileLike(args []string) bool {
	if len(args) != 1 || strings.ContainsAny(args[0], " \t\n") || strings.Contains(args[0], "://") {
		return false
	}
	name := filepath.ToSlash(args[0])
	return strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") || strings.HasPrefix(name, "~/") ||
		len(name) > 2 && name[1] == ':' && strings.ContainsAny(name[2:3], "\\/") || // a drive of Windows
		slices.Contains(fileEnds, strings.ToLower(filepath.Ext(name)))
}

var fileEnds = strings.Fields(".txt .err .log .out .json .csv .har .eml .msg .env .yml .yaml .xml .properties .ini .conf .md .html")

// tellsNothing reports an explanation that names no cause, number or secret.
func tellsNothing(x explain.Explanation) bool {
	return x.Candidates[0].Cause == finding.Unknown && len(x.Codes) == 0 && len(x.Warnings) == 0
}

// explained explains the file. Its errors don't repeat the name: a secret may have
// been typed there.
func (g givenFile) explained(now time.Time) (x explain.Explanation, err error) {
	switch {
	case g.info.IsDir():
		return x, usage(explainHelp, "That is a folder. Name one file in it.")
	case !g.info.Mode().IsRegular():
		return x, usage(explainHelp, "That is not a regular file. To read what it delivers, use: mailgrant explain - < FILE")
	}
	f, err := os.Open(g.name)
	if err != nil {
		return x, usage(explainHelp, "The file can't be opened: %s.", reason(err))
	}
	defer func() { _ = f.Close() }()
	in := bufio.NewReader(f)
	head, err := in.Peek(512)
	if err == nil || errors.Is(err, io.EOF) {
		if what := notText(head); what != "" {
			return x, usage(explainHelp, "The file is %s, not a text. Copy the text out of it, and paste that.", what)
		}
		x, err = explain.Stream(in, now)
	}
	if err != nil && !errors.Is(err, explain.ErrBlank) && !errors.Is(err, explain.ErrLarge) {
		return x, usage(explainHelp, "The file can't be read: %s.", reason(err))
	}
	return x, err
}

// notText names what a file holds that is no text, by its beginning; "" for a
// text.
func notText(head []byte) string {
	if strings.HasPrefix(http.DetectContentType([]byte(text.Decode(head))), "text/") {
		return ""
	}
	switch kind := http.DetectContentType(head); {
	case strings.HasPrefix(kind, "image/"):
		return "a picture"
	case kind == "application/pdf":
		return "a PDF"
	case kind == "application/zip":
		return "a ZIP archive or an Office document"
	case kind == "application/x-gzip":
		return "a compressed file"
	case strings.HasPrefix(string(head), "\xd0\xcf\x11\xe0"):
		return "an Outlook message or an old Office document"
	case strings.HasPrefix(kind, "text/"):
		return ""
	}
	return "binary"
}
