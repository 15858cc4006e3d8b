/* How a review looks, on a wide screen and a narrow one, by day and by night. */
#include "report/html.h"

/* ISO C promises 4,095 characters of a literal: a line each. */
/* clang-format off */
static const char *const style[] = {
    ":root{--bg:#fff;--fg:#1d2733;--dim:#5c6b7a;--line:#d5dce3;--panel:#f6f8fa;--link:#0b5cad;",
    "--green:#1a7f4b;--red:#c02b2b;--amber:#9a6700;--blue:#2f6fbd;",
    "--new:#dcf5e5;--gone:#fbe3e3;--changed:#fdf1cf;--b0:#9aa7b3;--b1:#5b93d6;--b2:#e0912b;--b3:#d64545}",
    "@media(prefers-color-scheme:dark){:root{--bg:#12171d;--fg:#dfe6ee;--dim:#94a3b3;--line:#313c48;--panel:#1a222b;--link:#79b8ff;",
    "--green:#5fd38f;--red:#ff8080;--amber:#f0c05a;--blue:#79b8ff;",
    "--new:#15382a;--gone:#45201f;--changed:#403516;--b0:#6b7886;--b1:#4a86cf;--b2:#d98b2b;--b3:#e05a5a}}",
    "*{box-sizing:border-box}",
    "body{margin:0 auto;max-width:1140px;padding:12px;background:var(--bg);color:var(--fg);",
    "font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}",
    "h1{font-size:1.6em;margin:.4em 0 0}h2{font-size:1.2em;margin:2em 0 .5em;padding-bottom:.2em;border-bottom:1px solid var(--line)}",
    "h3{font-size:1em;margin:1em 0 .3em}small{color:var(--dim);font-weight:normal}",
    "code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}",
    "a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}",
    "header p{margin:.1em 0 1em;color:var(--dim)}header p.verdict{font-size:1.2em;color:var(--green)}",
    "ul{list-style:none;margin:0;padding:0}",
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:8px}",
    ".tiles li{border:1px solid var(--line);border-left:4px solid var(--dim);border-radius:6px;padding:8px 12px;background:var(--panel)}",
    ".tiles b{display:block;font-size:1.7em;line-height:1.1}.tiles .runs{border-left-color:var(--green)}",
    ".tiles .stops{border-left-color:var(--red)}.tiles .waits{border-left-color:var(--amber)}.tiles .none{opacity:.55}",
    ".counts{border-collapse:collapse;margin-top:12px}.counts th,.counts td{padding:2px 14px 2px 0;text-align:right}",
    ".counts thead th{color:var(--dim);font-weight:normal}.counts tbody th{text-align:left}",
    ".list li{padding:6px 10px;margin:4px 0;border-left:3px solid var(--line);background:var(--panel);border-radius:0 6px 6px 0}",
    ".list .stops{border-left-color:var(--red)}.list .waits{border-left-color:var(--amber)}",
    ".list .stops b{color:var(--red)}.list .waits b{color:var(--amber)}",
    ".legend{color:var(--dim);font-size:.9em}.legend span{white-space:nowrap;margin-right:8px}",
    ".dot{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:6px}",
    ".lane{border-top:1px solid var(--line);padding:6px 0 8px}.lane h3{margin:.2em 0}.lane summary{color:var(--dim);font-size:.9em;cursor:pointer}",
    ".lane li{padding:2px 0 2px 16px;text-indent:-16px}.lane li *{text-indent:0}",
    ".strip{display:block;width:100%;height:18px;background:var(--panel);border-radius:4px}",
    ".strip .cut{stroke:var(--dim);stroke-width:1;stroke-dasharray:2 2;vector-effect:non-scaling-stroke}",
    ".dot.b0{background:var(--b0)}.dot.b1{background:var(--b1)}.dot.b2{background:var(--b2)}.dot.b3{background:var(--b3)}",
    ".strip .b0{fill:var(--b0)}.strip .b1{fill:var(--b1)}.strip .b2{fill:var(--b2)}.strip .b3{fill:var(--b3)}.held{opacity:.35}",
    ".step{border:1px solid var(--line);border-radius:6px;margin:6px 0;background:var(--panel)}",
    ".step:target{border-color:var(--link)}.step summary{padding:6px 10px;cursor:pointer}",
    ".number{color:var(--dim);display:inline-block;min-width:1.6em;text-align:right}",
    ".sign{display:inline-block;width:1.1em;text-align:center;font-weight:bold;font-family:ui-monospace,monospace}",
    ".e0{color:var(--green)}.e1{color:var(--amber)}.e2{color:var(--red)}.e3{color:var(--blue)}",
    ".chip{font-size:.75em;border:1px solid var(--line);border-radius:9px;padding:0 7px;color:var(--dim);display:inline-block}",
    ".chip.b2{border-color:var(--b2);color:var(--amber)}.chip.b3{border-color:var(--b3);color:var(--red)}",
    ".state{color:var(--red);font-size:.85em}",
    "dl{margin:4px 12px;display:grid;grid-template-columns:max-content 1fr;gap:2px 12px}dt{color:var(--dim)}dd{margin:0;min-width:0}",
    "pre{margin:8px 12px 12px;padding:10px;overflow-x:auto;background:var(--bg);border:1px solid var(--line);border-radius:6px;overflow-wrap:normal}",
    ".scroll{overflow-x:auto}.diagram{display:block;max-width:100%;height:auto}.diagram.narrow{display:none}",
    "@media(max-width:800px){.diagram.wide{display:none}.diagram.narrow{display:block}}",
    ".diagram text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:var(--fg)}",
    ".diagram .tn{font-size:12.5px;font-weight:bold}.diagram .cn{font-size:11.5px}.diagram .key{font-weight:bold;text-decoration:underline}",
    ".diagram .ct{font-size:10px;fill:var(--dim)}.diagram .side{font-size:10px;fill:var(--dim)}.diagram .sg{font-size:12px;font-weight:bold}",
    ".diagram .back{fill:var(--bg)}.diagram .edge{fill:none;stroke:var(--line)}.diagram rect.head{fill:var(--panel)}",
    ".diagram path.head{stroke:var(--dim);stroke-width:3}.diagram .box.new path.head{stroke:var(--green)}",
    ".diagram .box.gone path.head{stroke:var(--red)}.diagram .box.changed path.head{stroke:var(--amber)}.diagram .context{opacity:.7}",
    ".diagram .was,.diagram .is{fill:none}.diagram g.new .is{fill:var(--new)}.diagram g.gone .was{fill:var(--gone)}",
    ".diagram g.changed>.was,.diagram g.changed>.is{fill:var(--changed)}",
    ".diagram .line{fill:none;stroke:var(--dim);stroke-width:1.5}.diagram .line circle{fill:var(--bg)}",
    ".diagram .line.new{stroke:var(--green)}.diagram .line.gone{stroke:var(--red);stroke-dasharray:4 3}.diagram .line.changed{stroke:var(--amber)}",
    "footer{margin-top:2.5em;color:var(--dim);font-size:.85em;border-top:1px solid var(--line)}",
    "@media print{details>*{display:block}.lane,.step{break-inside:avoid}}",
};
/* clang-format on */

void html_put_style(Sb *sb)
{
    for (size_t i = 0; i < sizeof style / sizeof *style; i++) {
        sb_puts(sb, style[i]);
        sb_putc(sb, '\n');
    }
}
