"""The functions of pdfium that the reader calls, declared once; `python -m pipeline.reading.abi` writes `_abi.py` from them.

Reads nothing else. Pointers are declared as plain numbers (P): an address costs nothing to compare, to keep in a dict
and to add to, and whole columns of calls run in C (`map` over `range`). What is handed in with each character or text
object, its page and where the answer goes, is a pointer to cffi as well (C): it need not be converted anew, a quarter of
the time of a call. The declarations are compiled ahead into
`_abi.py`, because parsing them would cost each run 30 ms; a test checks that both agree.
"""

from __future__ import annotations

from pathlib import Path

DECLARATIONS = """
typedef size_t P;  /* any pointer */
typedef char *C;   /* a pointer that is made once and handed in often */

void FPDF_InitLibrary(void);
P FPDF_LoadDocument(char *path, char *password);
P FPDF_LoadMemDocument64(char *data, size_t size, char *password);
void FPDF_CloseDocument(P document);
unsigned long FPDF_GetLastError(void);
int FPDF_GetPageCount(P document);
unsigned long FPDF_GetMetaText(P document, char *tag, P buffer, unsigned long length);
int FPDFCatalog_IsTagged(P document);

P FPDF_LoadPage(P document, int index);
void FPDF_ClosePage(P page);
int FPDF_GetPageBoundingBox(P page, P rect);
int FPDFPage_GetRotation(P page);
int FPDFPage_CountObjects(P page);
P FPDFPage_GetObject(P page, int index);
void FPDFPage_InsertObject(P page, P object);
int FPDFPage_RemoveObject(P page, P object);
P FPDFPageObj_NewTextObj(P document, char *font, float size);
int FPDFText_SetText(P object, P text);
void FPDFPageObj_Transform(P object, double a, double b, double c, double d, double e, double f);
void FPDFPageObj_Destroy(P object);

C FPDFText_LoadPage(P page);
void FPDFText_ClosePage(C text_page);
int FPDFText_CountChars(C text_page);
int FPDFText_GetText(C text_page, int start, int count, P result);
unsigned int FPDFText_GetUnicode(C text_page, int index);
int FPDFText_IsGenerated(C text_page, int index);
P FPDFText_GetTextObject(C text_page, int index);
int FPDFText_GetLooseCharBox(C text_page, int index, C rect);
int FPDFText_GetCharBox(C text_page, int index, P left, P right, P bottom, P top);
int FPDFText_GetCharOrigin(C text_page, int index, C x, C y);
int FPDFText_GetMatrix(C text_page, int index, C matrix);

int FPDFPageObj_GetType(P object);
int FPDFPageObj_GetMatrix(P object, P matrix);
int FPDFPageObj_GetBounds(P object, P left, P bottom, P right, P top);
int FPDFPageObj_GetFillColor(P object, C r, C g, C b, C a);
int FPDFPageObj_GetStrokeColor(P object, C r, C g, C b, C a);
int FPDFPageObj_GetStrokeWidth(P object, P width);
int FPDFPageObj_GetMarkedContentID(P object);
int FPDFPageObj_CountMarks(P object);
P FPDFPageObj_GetMark(P object, unsigned long index);
int FPDFPageObjMark_GetName(P mark, P buffer, unsigned long length, P needed);
P FPDFPageObj_GetClipPath(P object);
int FPDFClipPath_CountPaths(P clip);
int FPDFClipPath_CountPathSegments(P clip, int path);
P FPDFClipPath_GetPathSegment(P clip, int path, int segment);

int FPDFTextObj_GetTextRenderMode(P object);
P FPDFTextObj_GetFont(P object);
int FPDFTextObj_GetFontSize(P object, C size);
size_t FPDFFont_GetBaseFontName(P font, P buffer, size_t length);
int FPDFFont_GetAscent(P font, float size, P ascent);
int FPDFFont_GetDescent(P font, float size, P descent);
int FPDFFont_GetGlyphWidth(P font, uint32_t glyph, float size, P width);

int FPDFPath_GetDrawMode(P object, P fill, P stroke);
int FPDFPath_CountSegments(P object);
P FPDFPath_GetPathSegment(P object, int index);
int FPDFPathSegment_GetPoint(P segment, C x, C y);
int FPDFPathSegment_GetType(P segment);
int FPDFPathSegment_GetClose(P segment);
int FPDFFormObj_CountObjects(P object);
P FPDFFormObj_GetObject(P object, unsigned long index);

P FPDFBitmap_CreateEx(int width, int height, int format, P first_scan, int stride);
void FPDFBitmap_Destroy(P bitmap);
void FPDF_RenderPageBitmap(P bitmap, P page, int x, int y, int width, int height, int rotate, int flags);

P FPDFBookmark_GetFirstChild(P document, P bookmark);
P FPDFBookmark_GetNextSibling(P document, P bookmark);
unsigned long FPDFBookmark_GetTitle(P bookmark, P buffer, unsigned long length);
P FPDFBookmark_GetDest(P document, P bookmark);
P FPDFBookmark_GetAction(P bookmark);
P FPDFAction_GetDest(P document, P action);
int FPDFDest_GetDestPageIndex(P document, P dest);
int FPDFDest_GetLocationInPage(P dest, P has_x, P has_y, P has_zoom, P x, P y, P zoom);

P FPDF_StructTree_GetForPage(P page);
void FPDF_StructTree_Close(P tree);
int FPDF_StructTree_CountChildren(P tree);
P FPDF_StructTree_GetChildAtIndex(P tree, int index);
int FPDF_StructElement_CountChildren(P element);
P FPDF_StructElement_GetChildAtIndex(P element, int index);
int FPDF_StructElement_GetChildMarkedContentID(P element, int index);
unsigned long FPDF_StructElement_GetType(P element, P buffer, unsigned long length);
"""


def source() -> str:
    """The text of `_abi.py`."""
    import io

    from cffi import FFI, recompiler

    ffi = FFI()
    ffi.cdef(DECLARATIONS)
    maker = recompiler.Recompiler(ffi, "pipeline.reading._abi", target_is_python=True)
    maker.collect_type_table()
    maker.collect_step_tables()
    out = io.StringIO()
    maker.write_source_to_f(out, None)
    return out.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("_abi.py").write_text(source(), encoding="utf-8")
