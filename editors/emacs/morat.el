;;; morat.el --- Proofreading of Vietnamese with eglot -*- lexical-binding: t -*-

;; Emacs 29 and later have eglot; Emacs 26 to 28 get it as a package.  (load "…/editors/emacs/morat.el") in the init file.

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((text-mode markdown-mode html-mode latex-mode tex-mode rst-mode adoc-mode) . ("morat" "lsp")))

(dolist (hook '(text-mode-hook markdown-mode-hook))
  (add-hook hook #'eglot-ensure))

(provide 'morat)
;;; morat.el ends here
