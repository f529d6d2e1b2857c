;;; emacs.el --- Emacs as a writer uses it, without a screen -*- lexical-binding: t -*-

;; Run by emacs.sh in an empty folder of its own.

(require 'cl-lib)
(require 'morat)

(defvar failed nil)
(setq eglot-confirm-server-initiated-edits nil
      create-lockfiles nil
      make-backup-files nil
      ;; The word that is chosen, and not a menu.
      last-nonmenu-event ?\r)

(defun check (name is wanted)
  (if (equal is wanted)
      (message "  %s" name)
    (setq failed t)
    (message "  %s: FAILED\n    is     %S\n    wanted %S" name is wanted)))

(defun await (name wanted ask)
  "Waits until what ASK gives back is WANTED."
  (let ((end (+ (float-time) 10)))
    (while (and (not (equal (funcall ask) wanted)) (< (float-time) end))
      (accept-process-output nil 0.05)
      ;; What watches files tells of them as keys do, and keeps processes waiting until it is heard.
      (read-event nil nil 0.01)
      (sit-for 0.01)))
  (check name (funcall ask) wanted))

(defun marked ()
  "The texts that are underlined."
  ;; Without a screen Emacs is never idle, and eglot tells of changes when it is.
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (mapcar (lambda (one)
            (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
          (flymake-diagnostics)))

(defun act (title)
  "Chooses the first action at point whose title begins with TITLE."
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt table &rest _)
               (let ((all (all-completions "" table)))
                 (or (seq-find (lambda (one) (string-prefix-p title one)) all)
                     (error "not offered: %s in %S" title all))))))
    (call-interactively #'eglot-code-actions)))

(defun text () (buffer-substring-no-properties (point-min) (point-max)))

(condition-case problem
    (progn
      (write-region "# của tòa soạn\nwords = [\"vìa\"]\n" nil "morat.toml" nil 'quiet)
      (write-region "Hà Nội 😀 cả tổ nổ lực.\n\nAnh vìa kiẻng.\n" nil "bai.txt" nil 'quiet)
      (find-file "bai.txt")
      ;; As `M-x eglot' does; `eglot-ensure' waits for a command loop.
      (apply #'eglot (eglot--guess-contact))
      (await "what is underlined" '("nổ lực" "kiẻng") #'marked)
      (check "what is said"
             (and (string-match-p "nỗ lực" (flymake-diagnostic-text (car (flymake-diagnostics)))) t) t)
      (goto-char (point-min))
      (search-forward "nổ")
      (act "Thay bằng “nỗ lực”")
      (await "a quick fix changes the text" "Hà Nội 😀 cả tổ nỗ lực.\n\nAnh vìa kiẻng.\n" #'text)
      (await "and the finding is gone" '("kiẻng") #'marked)
      (goto-char (point-max))
      (search-backward "ẻng")
      (act "Nhận “kiẻng” trong dự án")
      (await "an accepted word is no finding" nil #'marked)
      (check "it is in the list"
             (with-temp-buffer (insert-file-contents "morat.toml") (text))
             "# của tòa soạn\nwords = [\"kiẻng\", \"vìa\"]\n")
      (eglot-shutdown (eglot-current-server)))
  (error (setq failed t) (message "%S" problem)))
(kill-emacs (if failed 1 0))
