// The page is embedded here so that one binary is all there is to install; its files in page/ are served as they are.
#include "explorer_page.h"

// SwiftPM names no C23 yet; clang knows #embed in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char index_html[] = {
#embed "page/index.html"
};
static const unsigned char icon_svg[] = {
#embed "page/icon.svg"
};
static const unsigned char openapi_yaml[] = {
#embed "page/openapi.yaml"
};
static const unsigned char theme_css[] = {
#embed "page/theme.css"
};
static const unsigned char page_css[] = {
#embed "page/page.css"
};
static const unsigned char panels_css[] = {
#embed "page/panels.css"
};
static const unsigned char card_js[] = {
#embed "page/card.js"
};
static const unsigned char corrections_js[] = {
#embed "page/corrections.js"
};
static const unsigned char districts_js[] = {
#embed "page/districts.js"
};
static const unsigned char dom_js[] = {
#embed "page/dom.js"
};
static const unsigned char draw_js[] = {
#embed "page/draw.js"
};
static const unsigned char evidence_js[] = {
#embed "page/evidence.js"
};
static const unsigned char filters_js[] = {
#embed "page/filters.js"
};
static const unsigned char gestures_js[] = {
#embed "page/gestures.js"
};
static const unsigned char layout_js[] = {
#embed "page/layout.js"
};
static const unsigned char list_js[] = {
#embed "page/list.js"
};
static const unsigned char main_js[] = {
#embed "page/main.js"
};
static const unsigned char map_js[] = {
#embed "page/map.js"
};
static const unsigned char matrix_js[] = {
#embed "page/matrix.js"
};
static const unsigned char report_js[] = {
#embed "page/report.js"
};
static const unsigned char save_js[] = {
#embed "page/save.js"
};
static const unsigned char search_js[] = {
#embed "page/search.js"
};
static const unsigned char server_js[] = {
#embed "page/server.js"
};
static const unsigned char state_js[] = {
#embed "page/state.js"
};
static const unsigned char strings_js[] = {
#embed "page/strings.js"
};

#define FILE(name, bytes) {name, bytes, sizeof bytes}

static const ExplorerPageFile files[] = {
    FILE("index.html", index_html),       FILE("icon.svg", icon_svg),           FILE("openapi.yaml", openapi_yaml),
    FILE("theme.css", theme_css),         FILE("page.css", page_css),           FILE("panels.css", panels_css),
    FILE("card.js", card_js),             FILE("corrections.js", corrections_js), FILE("districts.js", districts_js),
    FILE("dom.js", dom_js),               FILE("draw.js", draw_js),             FILE("evidence.js", evidence_js),
    FILE("filters.js", filters_js),       FILE("gestures.js", gestures_js),     FILE("layout.js", layout_js),
    FILE("list.js", list_js),             FILE("main.js", main_js),             FILE("map.js", map_js),
    FILE("matrix.js", matrix_js),         FILE("report.js", report_js),         FILE("save.js", save_js),
    FILE("search.js", search_js),         FILE("server.js", server_js),         FILE("state.js", state_js),
    FILE("strings.js", strings_js),
};

size_t explorer_page_file_count(void) { return sizeof files / sizeof files[0]; }

ExplorerPageFile explorer_page_file(size_t index) { return files[index]; }
