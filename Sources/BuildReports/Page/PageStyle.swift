/// The style of the page: one column of text, tables and pictures that keep to it, light or dark
/// as the reader's system is.
enum PageStyle {
  static let css = """
    :root{--bg:#fbfbfa;--panel:#fff;--ink:#1c1d20;--soft:#62656c;--line:#e3e4e6;--good:#1a7f4b;
    --bad:#c62f2f;--warn:#9a6700;--k0:#3b6fb6;--k1:#d98324;--k2:#3f9a6b;--k3:#8a5fb8;--k4:#c05a7c;
    --k5:#2b97a5;--k6:#a08a2d;--k7:#82868e}
    @media (prefers-color-scheme:dark){:root{--bg:#15171a;--panel:#1d2024;--ink:#e7e8ea;
    --soft:#9ba0a8;--line:#31353b;--good:#4cc38a;--bad:#f2665c;--warn:#e0b23f;--k0:#6f9fe0;
    --k1:#e89a4a;--k2:#5fbf8d;--k3:#b18ae0;--k4:#e0809f;--k5:#55bccb;--k6:#c9b24f;--k7:#8d929b}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1176px;padding:28px 24px 40px;background:var(--bg);
    color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
    font-variant-numeric:tabular-nums}
    h1{font-size:26px;line-height:1.25;margin:0;font-weight:650;letter-spacing:-.01em;
    overflow-wrap:anywhere}
    h2{font-size:17px;margin:0 0 8px;font-weight:620}
    section{margin-top:32px}
    .facts,.quiet,footer{color:var(--soft)}
    .facts{margin:4px 0 0}.quiet{margin:0 0 8px}
    footer{margin-top:40px;font-size:13px}
    code,pre{font:13px/1.45 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
    code{overflow-wrap:anywhere}
    .badge{display:inline-block;font-size:13px;font-weight:600;letter-spacing:0;padding:1px 10px;
    border-radius:11px;vertical-align:4px;border:1px solid currentColor}
    .good{color:var(--good)}.badge.bad{color:var(--bad)}
    .notes{margin-top:20px;display:grid;gap:8px}
    .note{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--warn);
    border-radius:6px;padding:8px 14px;overflow-wrap:anywhere}
    .note b{color:var(--warn);margin-right:4px}
    .note.bad{border-left-color:var(--bad)}.note.bad b{color:var(--bad)}
    .note pre{margin:6px 0 0;white-space:pre-wrap;color:var(--soft)}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(148px,1fr));gap:10px;
    margin-top:24px}
    .figures div{background:var(--panel);border:1px solid var(--line);border-radius:8px;
    padding:10px 14px;display:flex;flex-direction:column}
    .figures strong{font-size:22px;line-height:1.3;font-weight:620;letter-spacing:-.01em}
    .figures small{color:var(--soft);line-height:1.35;margin-top:2px}
    .advice{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--k0);
    border-radius:6px;padding:9px 14px;margin-bottom:8px;overflow-wrap:anywhere}
    .advice p{margin:0}.advice .action{font-weight:560;margin-top:2px}
    .scroll{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:8px}
    .timeline{padding:10px 14px}
    .timeline svg{display:block}
    .legend{margin:0 0 8px;font-size:13px;display:flex;flex-wrap:wrap;gap:3px 16px}
    .legend i,td i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px;
    background:currentColor}
    .k0{fill:var(--k0);color:var(--k0)}.k1{fill:var(--k1);color:var(--k1)}
    .k2{fill:var(--k2);color:var(--k2)}.k3{fill:var(--k3);color:var(--k3)}
    .k4{fill:var(--k4);color:var(--k4)}.k5{fill:var(--k5);color:var(--k5)}
    .k6{fill:var(--k6);color:var(--k6)}.k7{fill:var(--k7);color:var(--k7)}
    .f{fill:var(--bad);color:var(--bad)}
    .l{fill:none;stroke:var(--bad);stroke-dasharray:3 2;color:var(--bad)}
    #g rect{opacity:.5}#g rect.c,#g rect.f{opacity:1}
    #g rect.c{stroke:var(--ink);stroke-width:1.4}
    #g rect:hover,#g rect.on{opacity:1;stroke:var(--ink);stroke-width:2}
    .legend i.crit{background:none;border:2px solid var(--ink)}
    .legend i.l{background:none;border:1px dashed var(--bad)}
    .grid,.base{stroke:var(--line)}
    .limit{stroke:var(--soft);stroke-dasharray:4 3}
    svg text{font-size:11px;fill:var(--soft);pointer-events:none}
    svg text.name{fill:#fff;font-size:11.5px;font-weight:560;paint-order:stroke;
    stroke:rgba(0,0,0,.35);stroke-width:2px}
    svg:focus{outline:2px solid var(--k0);outline-offset:2px}
    .chart{margin-top:8px}
    .memory{fill:var(--k3);opacity:.55}.cpu{fill:var(--k2);opacity:.55}
    .detail{min-height:2.9em;margin-top:8px;margin-bottom:-12px;color:var(--soft);font-size:14px;
    overflow-wrap:anywhere}
    .detail b{color:var(--ink)}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;padding:5px 14px;vertical-align:top;border-top:1px solid var(--line)}
    thead th{border-top:0;color:var(--soft);font-weight:560;font-size:13px;white-space:nowrap}
    .n{text-align:right;white-space:nowrap;width:1%}
    .s{white-space:nowrap}.id{overflow-wrap:anywhere;min-width:9em}.why{color:var(--soft);overflow-wrap:anywhere;
    min-width:14em}
    .meter{display:inline-block;width:56px;height:6px;border-radius:3px;background:var(--line);
    margin-right:8px;vertical-align:2px;overflow:hidden}
    .meter b{display:block;height:100%;background:var(--good)}
    .outputs{margin:0;padding-left:18px}
    @media (max-width:600px){body{padding:18px 14px 28px}h1{font-size:22px}
    .figures{grid-template-columns:1fr 1fr;gap:8px}.figures div{padding:8px 11px}
    .figures strong{font-size:19px}table{font-size:13px}th,td{padding:5px 8px}
    .meter,.x{display:none}.why{min-width:11em}}
    @media print{.scroll{overflow:visible}}
    """
}
