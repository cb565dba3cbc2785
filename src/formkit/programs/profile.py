"""The settings with which LibreOffice is started: a profile of its own that trusts no file."""

from __future__ import annotations

import os
import sys
from html import escape
from pathlib import Path

from formkit.programs.fonts import configuration

COMMON = "/org.openoffice.Office.Common"
INTERNET = "/org.openoffice.Inet/Settings"
NOBODY = "127.0.0.1"
"""Every address is asked of a proxy that is not there."""

#: Path, name, value. Macros, links, scripts and the network are off; nothing is kept or asked.
SETTINGS: tuple[tuple[str, str, str], ...] = (
    (f"{COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{COMMON}/Security/Scripting", "DisablePythonRuntime", "true"),
    (f"{COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{COMMON}/Security/Scripting", "DisableActiveContent", "true"),
    (f"{COMMON}/Security/Scripting", "DisableOLEAutomation", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Chart", "false"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    (INTERNET, "ooInetProxyType", "1"),
    (INTERNET, "ooInetNoProxy", ""),
    (INTERNET, "ooInetHTTPProxyName", NOBODY),
    (INTERNET, "ooInetHTTPProxyPort", "9"),
    (INTERNET, "ooInetHTTPSProxyName", NOBODY),
    (INTERNET, "ooInetHTTPSProxyPort", "9"),
    (INTERNET, "ooInetFTPProxyName", NOBODY),
    (INTERNET, "ooInetFTPProxyPort", "9"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    (f"{COMMON}/Misc", "FirstRun", "false"),
    (f"{COMMON}/Misc", "CrashReport", "false"),
    (f"{COMMON}/Misc", "UseOpenCL", "false"),
    (f"{COMMON}/Filter/PDF/Export", "ExportFormFields", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale_CJK", "zh-CN"),
)

KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PROGRAMFILES", "COMSPEC", "NUMBER_OF_PROCESSORS")
"""What LibreOffice needs of the environment; anything else could bend what it does."""


def lay(folder: Path) -> tuple[str, dict[str, str]]:
    """Write a fresh profile into a folder; return LibreOffice's argument for it, and its environment."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name.upper() in KEPT}
    if sys.platform == "win32":
        environment |= {"TEMP": str(home), "TMP": str(home), "USERPROFILE": str(home), "APPDATA": str(home)}
    else:
        fonts = folder / "fonts.conf"
        fonts.write_text(configuration(), encoding="utf-8")
        environment |= {"HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8"}
        environment |= {"FONTCONFIG_FILE": str(fonts)}
        if sys.platform != "darwin":
            environment["SAL_USE_VCLPLUGIN"] = "svp"
    return f"-env:UserInstallation={user.parent.absolute().as_uri()}", environment


def _registry() -> str:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">\n{items}\n</oor:items>\n'
    )
